package io.counterpart.portal.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.route.ApiRoute;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.mutiny.Uni;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The whole API's description: our own part and that of each service behind the front door. */
@Path(ApiRoute.ROOT + "/openapi.json")
public class OpenApiResource {

    private static final Logger LOG = Logger.getLogger(OpenApiResource.class);
    private static final String DOCUMENT = "/q/openapi?format=json";
    private static final int DOCUMENT_BYTES_MAX = 4 << 20;

    private final OpenApiDocumentService own;
    private final Services services;
    private final ServicesConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private volatile @Nullable Kept kept;

    OpenApiResource(
            OpenApiDocumentService own, Services services, ServicesConfig config, ObjectMapper json, Clock clock) {
        this.own = own;
        this.services = services;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    private record Kept(String document, Instant until) {}

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Uni<String> document() {
        Kept known = kept;
        if (known != null && clock.instant().isBefore(known.until())) {
            return Uni.createFrom().item(known.document());
        }
        List<Uni<JsonNode>> parts = new ArrayList<>();
        for (ApiRoute.Service service : ApiRoute.Service.values()) {
            parts.add(part(service));
        }
        return Uni.join().all(parts).andFailFast().map(this::merged);
    }

    /** A service that is away leaves its part out; it is asked for again soon. */
    private Uni<JsonNode> part(ApiRoute.Service service) {
        return Uni.createFrom()
                .completionStage(() -> services.client()
                        .request(services.request(service, HttpMethod.GET, DOCUMENT))
                        .compose(request -> request.send())
                        .compose(response -> response.body())
                        .toCompletionStage())
                .map(this::parsed)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("OpenAPI of a service not read service=%s reason=%s", service, failure.getMessage());
                    return json.missingNode();
                });
    }

    private JsonNode parsed(Buffer body) {
        try {
            return body.length() > DOCUMENT_BYTES_MAX ? json.missingNode() : json.readTree(body.getBytes());
        } catch (IOException notJson) {
            throw new IllegalStateException("not JSON", notJson);
        }
    }

    private String merged(List<JsonNode> parts) {
        try {
            ObjectNode document =
                    (ObjectNode) json.readTree(own.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON));
            boolean whole = true;
            for (JsonNode part : parts) {
                MergedOpenApi.add(document, part, ApiRoute.ROOT);
                whole &= part.isObject();
            }
            String text = json.writeValueAsString(document);
            if (whole) {
                kept = new Kept(text, clock.instant().plus(config.openapiKept()));
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException("our own OpenAPI document is not JSON", e);
        }
    }
}
