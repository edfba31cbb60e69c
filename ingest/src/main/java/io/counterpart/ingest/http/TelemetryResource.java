package io.counterpart.ingest.http;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.ingest.access.DeviceIdentity;
import io.counterpart.ingest.publishing.InputLanes;
import io.counterpart.ingest.publishing.Publishing;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Telemetry for devices that do not speak MQTT: the same payloads, the same promise. */
@Path(ApiRoute.ROOT + "/telemetry")
@Tag(name = "telemetry")
@SecurityScheme(securitySchemeName = "device-token", type = SecuritySchemeType.HTTP, scheme = "bearer")
public final class TelemetryResource {

    private final Caller caller;
    private final Publishing publishing;
    private final HttpConfig limits;
    private final InstantSource clock;

    TelemetryResource(Caller caller, Publishing publishing, HttpConfig limits, InstantSource clock) {
        this.caller = caller;
        this.publishing = publishing;
        this.limits = limits;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "publishTelemetry",
            summary = "Publish readings of the device whose token this is",
            description =
                    "Answers when the readings are durable. What they say is judged later: see the device's rejections.")
    @SecurityRequirement(name = "device-token")
    @RequestBody(
            required = true,
            description = "An object of values, or {\"ts\", \"values\"}, or an array of the latter",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "values", value = "{\"pressure\": 3.2}")))
    @APIResponse(responseCode = "204", description = "Durable")
    @APIResponse(
            responseCode = "400",
            description = "No such component",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(
            responseCode = "401",
            description = "Not a device's token",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(
            responseCode = "413",
            description = "The body is too large",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(responseCode = "415", description = "Not JSON", content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(
            responseCode = "429",
            description = "Too much waits already; see Retry-After",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(
            responseCode = "503",
            description = "Not known to be durable: send it again",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    public Uni<Response> publish(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @QueryParam("component") @Parameter(description = "The component the readings are of") @Nullable String component,
            byte[] body) {
        if (contentType != null && !isJson(contentType)) {
            return refuse(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        }
        if (component != null && !PropertyName.isPart(component)) {
            return refuse(
                    ProblemType.INVALID_TELEMETRY, "A component is a letter or '_', then letters, digits and '_'.");
        }
        if (body.length > limits.bodyBytesMax()) {
            return refuse(ProblemType.PAYLOAD_TOO_LARGE, "At most " + limits.bodyBytesMax() + " bytes.");
        }
        DeviceIdentity device = caller.device();
        return publishing
                .lanesFor(device.device())
                .map(lanes -> publish(lanes, new HttpReading(device, component, body, clock)))
                .orElseGet(() -> Uni.createFrom().item(unknown()));
    }

    private Uni<Response> publish(InputLanes lanes, HttpReading reading) {
        return Uni.createFrom()
                .completionStage(() -> reading.publishOn(lanes))
                .map(TelemetryResource::answer)
                .ifNoItem()
                .after(limits.answerTimeout())
                .recoverWithItem(TelemetryResource::unknown);
    }

    private static Response answer(HttpReading.Outcome outcome) {
        return switch (outcome) {
            case DURABLE -> Response.noContent().build();
            case NO_ROOM ->
                Problems.later(ProblemType.QUOTA_EXCEEDED, "Too much waits already.", Map.of("quota", "waiting-bytes"));
            case LOST -> unknown();
        };
    }

    private static Response unknown() {
        return Problems.later(
                ProblemType.UNAVAILABLE, "The reading is not known to be durable: send it again.", Map.of());
    }

    private static Uni<Response> refuse(ProblemType type, String detail) {
        return Uni.createFrom().item(Problems.of(type, detail));
    }

    private static boolean isJson(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.equals(MediaType.APPLICATION_JSON) || type.endsWith("+json");
    }
}
