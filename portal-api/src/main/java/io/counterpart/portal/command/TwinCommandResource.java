package io.counterpart.portal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.history.TwinPath;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The commands to one twin over HTTP. */
@Path(ApiRoute.ROOT + "/twins/{twin}/commands")
@Tag(name = "commands")
@Produces(MediaType.APPLICATION_JSON)
public class TwinCommandResource {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final Commands commands;
    private final Caller caller;

    TwinCommandResource(Commands commands, Caller caller) {
        this.commands = commands;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.OPERATE_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "202",
            description = "The command as it stands in the log; 'Location' is where to see what becomes of it",
            content = @Content(schema = @Schema(implementation = CommandView.class)))
    @Operation(
            summary = "Have a twin's device do something",
            description =
                    "'name' is a command of the twin's type, or of a component's as component.command; 'payload' is its request, the "
                            + "value itself, and is held to the schema that the type declares. Of a twin without a type every command is "
                            + "taken. The twin's device (of several the one that was heard last, unless 'device' names another) hears it on MQTT 'commands/{id}', at once or when it comes back, and answers on "
                            + "'commands/{id}/response'; what it answers is held to the type too. 'within' (ISO 8601, 1 second to "
                            + "24 hours, one minute by default) or 'expiresAt' says until when: after that it is not delivered any "
                            + "more. A twin may have "
                            + Input.COMMANDS_OPEN_MAX
                            + " commands open, a payload " + Input.COMMAND_BYTES_MAX
                            + " bytes. With an Idempotency-Key the same request is one command, however often it is sent.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(type = SchemaType.OBJECT),
                            example = "{\"name\": \"flush\", \"payload\": {\"seconds\": 30}, \"within\": \"PT2M\"}"))
    @APIResponse(
            responseCode = "400",
            description =
                    "urn:counterpart:problem:invalid-command: the type declares no such command, or none with such a payload",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(
            responseCode = "409",
            description = "Too many are open, no device is bound, or the Idempotency-Key was used for another",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(
            responseCode = "413",
            description = "The payload is too large",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    @APIResponse(
            responseCode = "429",
            description = "urn:counterpart:problem:quota-exceeded: the tenant has as many under way as it may",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    public Uni<Response> request(
            @RestPath String twin, JsonNode body, @RestHeader("Idempotency-Key") @Nullable String idempotencyKey) {
        TenantId tenant = caller.tenant();
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw new ApiProblem(
                    ProblemType.BAD_REQUEST,
                    "Idempotency-Key is 1 to 128 visible characters of ASCII, such as a UUID.");
        }
        return commands.request(tenant, TwinPath.twinId(twin), CommandRequest.of(body), caller.who(), idempotencyKey)
                .map(command -> Response.accepted(command)
                        .location(URI.create(ApiRoute.ROOT + "/commands/" + command.id()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
