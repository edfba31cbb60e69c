package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.database.GraphRevision;
import io.counterpart.portal.history.TwinPath;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.Page;
import io.counterpart.portal.twin.RelationshipRows.Filter;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The relationships between twins over HTTP. */
@Path(ApiRoute.ROOT + "/twins/{twin}")
@Tag(name = "relationships")
@Produces(MediaType.APPLICATION_JSON)
public class RelationshipResource {

    private final Relationships relationships;
    private final Caller caller;

    RelationshipResource(Relationships relationships, Caller caller) {
        this.relationships = relationships;
        this.caller = caller;
    }

    @GET
    @Path("relationships")
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(
            summary = "The relationships that lead from a twin, by name and target, in pages",
            description = "'name' keeps those of one name.")
    public Uni<Page<Relationship>> outgoing(
            @RestPath String twin,
            @RestQuery @Nullable String name,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable Integer limit) {
        TenantId tenant = caller.tenant();
        int size = Page.limit(limit);
        return relationships
                .outgoing(tenant, filter(twin, name, after), size + 1)
                .map(found -> page(found, size, Relationship::target));
    }

    @GET
    @Path("incoming-relationships")
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(
            summary = "The relationships that lead to a twin, by name and source, in pages",
            description = "'name' keeps those of one name.")
    public Uni<Page<Relationship>> incoming(
            @RestPath String twin,
            @RestQuery @Nullable String name,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable Integer limit) {
        TenantId tenant = caller.tenant();
        int size = Page.limit(limit);
        return relationships
                .incoming(tenant, filter(twin, name, after), size + 1)
                .map(found -> page(found, size, Relationship::source));
    }

    private static Page<Relationship> page(
            List<Relationship> found, int size, Function<Relationship, TwinId> otherEnd) {
        return Page.of(found, size, last -> last.name() + "/" + otherEnd.apply(last));
    }

    private static Filter filter(String twin, @Nullable String name, @Nullable String after) {
        TwinId id = TwinPath.twinId(twin);
        if (name != null && !PropertyName.isPart(name)) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'name' must be the name of a relationship.");
        }
        String[] place = after == null || after.isEmpty() ? new String[] {"", ""} : after.split("/", -1);
        if (place.length != 2) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'after' must be what a page named as 'next'.");
        }
        return new Filter(id, name == null ? "" : name, place[0], place[1]);
    }

    @GET
    @Path("relationships/{name}/{target}")
    @RolesAllowed(Permission.READ_TWINS)
    @APIResponse(
            responseCode = "200",
            description = "The relationship, its ETag in the header",
            content = @Content(schema = @Schema(implementation = Relationship.class)))
    @Operation(summary = "A relationship between two twins")
    public Uni<Response> get(@RestPath String twin, @RestPath String name, @RestPath String target) {
        return relationships
                .find(caller.tenant(), existing(twin, name, target))
                .map(found -> found.orElseThrow(Relationships::unknown))
                .map(found -> answer(200, found).build());
    }

    @PUT
    @Path("relationships/{name}/{target}")
    @RolesAllowed(Permission.WRITE_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "The relationship as it stands; 201 when it is new",
            content = @Content(schema = @Schema(implementation = Relationship.class)))
    @Operation(
            summary = "Let a twin lead to another; the same again changes nothing",
            description =
                    "The type of the twin must declare the relationship, or inherit it: its name, what it leads to, how many "
                            + "there may be, its properties. An untyped twin may have any. The body may be left out where "
                            + "it has no properties. The answer's header Counterpart-Revision is the revision of the graph "
                            + "that has it.")
    public Uni<Response> put(
            @RestPath String twin,
            @RestPath String name,
            @RestPath String target,
            @Nullable RelationshipBody body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        TenantId tenant = caller.tenant();
        return relationships
                .put(tenant, wanted(twin, name, target), properties(body), new Precondition(ifMatch, ifNoneMatch))
                .map(written -> answer(written.created() ? 201 : 200, written)
                        .header(GraphRevision.HEADER, written.graphRevision())
                        .build());
    }

    private static JsonNode properties(@Nullable RelationshipBody body) {
        if (body == null || body.properties() == null || body.properties().isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!body.properties().isObject()) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'properties' must be an object.");
        }
        if (RelationshipRows.json(body.properties()).length > Input.RELATIONSHIP_BYTES_MAX) {
            throw new ApiProblem(
                    ProblemType.PAYLOAD_TOO_LARGE, "'properties' may have " + Input.RELATIONSHIP_BYTES_MAX + " bytes.");
        }
        return body.properties();
    }

    @DELETE
    @Path("relationships/{name}/{target}")
    @RolesAllowed(Permission.WRITE_TWINS)
    @APIResponse(responseCode = "204", description = "It is gone")
    @Operation(summary = "Remove a relationship; the twins stay")
    public Uni<Response> remove(
            @RestPath String twin,
            @RestPath String name,
            @RestPath String target,
            @RestHeader("If-Match") @Nullable String ifMatch) {
        return relationships
                .remove(caller.tenant(), existing(twin, name, target), new Precondition(ifMatch, null))
                .map(revision -> Response.noContent()
                        .header(GraphRevision.HEADER, revision)
                        .build());
    }

    private static Response.ResponseBuilder answer(int status, Relationships.Written written) {
        return Response.status(status)
                .entity(written.relationship())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.ETAG, written.etag());
    }

    private static RelationshipKey existing(String twin, String name, String target) {
        try {
            return new RelationshipKey(new TwinId(twin), name, new TwinId(target));
        } catch (IllegalArgumentException noneIsCalledSo) {
            throw Relationships.unknown();
        }
    }

    private static RelationshipKey wanted(String twin, String name, String target) {
        if (!PropertyName.isPart(name)) {
            throw new ApiProblem(
                    ProblemType.BAD_REQUEST,
                    "A relationship's name is a letter or '_', then letters, digits and '_', up to 64.");
        }
        return new RelationshipKey(TwinPath.twinId(twin), name, TwinPath.twinId(target));
    }
}
