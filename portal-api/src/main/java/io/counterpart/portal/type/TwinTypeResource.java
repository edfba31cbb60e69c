package io.counterpart.portal.type;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.database.GraphRevision;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Twin types over HTTP: DTDL in, DTDL out. */
@Path(ApiRoute.ROOT + "/twin-types")
@Tag(name = "twin types")
@Produces(MediaType.APPLICATION_JSON)
public class TwinTypeResource {

    private static final int DOCUMENTS_MAX = 2_000;

    private final TwinTypes types;
    private final TypeLanguage language;
    private final Caller caller;

    TwinTypeResource(TwinTypes types, TypeLanguage language, Caller caller) {
        this.types = types;
        this.language = language;
        this.caller = caller;
    }

    /**
     * What was defined.
     *
     * @param items the identifiers, in the order of the request, each followed by those of the interfaces written inside it
     */
    public record Defined(List<TypeId> items) {}

    @POST
    @RolesAllowed(Permission.WRITE_TYPES)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Define twin types: a DTDL interface, or an array of them; all or none",
            description =
                    "DTDL version 3, with the QuantitativeTypes extension, or 2; interfaces may name one another, in any "
                            + "order, and those defined before. 201 when any is new, 200 when all stand there as they are. "
                            + "A version never changes. What is wrong is answered with 'errors': each has the rule's 'id', "
                            + "as the public DTDL parser calls it, the 'element', the 'cause' and the 'action' to take.")
    public Uni<Response> define(byte[] body) throws IOException {
        TenantId tenant = caller.tenant();
        return language.read(tenant, documents(JsonText.read(body)))
                .chain(read -> types.define(tenant, read)
                        .map(outcome -> answer(
                                outcome,
                                new Defined(read.stream()
                                        .map(TypeLanguage.ReadType::id)
                                        .toList()))));
    }

    private static Response answer(TwinTypes.Outcome outcome, Defined defined) {
        return switch (outcome) {
            case TwinTypes.Outcome.Defined(boolean created, long revision) ->
                Response.status(created ? 201 : 200)
                        .entity(defined)
                        .header(GraphRevision.HEADER, revision)
                        .build();
            case TwinTypes.Outcome.Immutable(TypeId id) ->
                throw new ApiProblem(
                        ProblemType.TYPE_IMMUTABLE, id + " is defined otherwise. Give the new one a new version.");
        };
    }

    private static List<JsonNode> documents(JsonNode body) {
        List<JsonNode> documents =
                body.isArray() ? StreamSupport.stream(body.spliterator(), false).toList() : List.of(body);
        if (documents.isEmpty() || documents.size() > DOCUMENTS_MAX) {
            throw new ApiProblem(
                    ProblemType.INVALID_TYPE, "The array must have 1 to " + DOCUMENTS_MAX + " interfaces.");
        }
        return documents;
    }

    @GET
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(
            summary = "The types, by identifier, in pages; with 'id' the document of that one",
            description = "Each item has 'id' and 'displayName'.")
    public Uni<Response> listOrGet(@RestQuery String id, @RestQuery String after, @RestQuery Integer limit) {
        return id == null ? list(after, limit) : document(typeId(id));
    }

    private Uni<Response> list(@Nullable String after, @Nullable Integer limit) {
        int size = Page.limit(limit);
        return types.list(caller.tenant(), after == null ? "" : after, size + 1)
                .map(found -> Response.ok(Page.of(found, size, item -> item.id().value()))
                        .build());
    }

    @GET
    @Path("{path}/versions/{version}")
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(summary = "The document of one version, as it was given; version 0 is that of an identifier without one")
    public Uni<Response> get(@RestPath String path, @RestPath String version) {
        return document(TypePath.typeId(path, version));
    }

    private static TypeId typeId(String id) {
        try {
            return new TypeId(id);
        } catch (IllegalArgumentException noTypeIsCalledSo) {
            throw TypePath.unknown();
        }
    }

    private Uni<Response> document(TypeId id) {
        return types.document(caller.tenant(), id)
                .map(document -> Response.ok(document.orElseThrow(TypePath::unknown))
                        .header("Cache-Control", "private, max-age=3600")
                        .build());
    }
}
