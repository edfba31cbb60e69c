package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.database.GraphRevision;
import io.counterpart.portal.history.Moment;
import io.counterpart.portal.history.PastTwins;
import io.counterpart.portal.history.TwinPath;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.live.TwinView;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Twins over HTTP. */
@Path(ApiRoute.ROOT + "/twins")
@Tag(name = "twins")
@Produces(MediaType.APPLICATION_JSON)
public class TwinResource {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private final Twins twins;
    private final TwinList list;
    private final LiveStates states;
    private final PastTwins past;
    private final Caller caller;

    TwinResource(Twins twins, TwinList list, LiveStates states, PastTwins past, Caller caller) {
        this.twins = twins;
        this.list = list;
        this.states = states;
        this.past = past;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(
            summary = "The twins with their newest state, by id, in pages",
            description =
                    "'type' keeps those of one type, 'q' those whose name or id begins so. A page may hold fewer than "
                            + "'limit'; the list ends where 'next' is null.")
    public Uni<Page<TwinView>> list(
            @RestQuery @Nullable String type,
            @RestQuery @Nullable String q,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable Integer limit) {
        TenantId tenant = caller.tenant();
        int size = Page.limit(limit);
        TwinList.Filter filter = filter(type, q, after);
        return states.of(tenant)
                .chain(live -> list.page(tenant, live, filter, size)
                        .map(page -> new Page<>(
                                page.items().stream()
                                        .map(twin -> view(twin, live))
                                        .toList(),
                                page.next())));
    }

    private static TwinList.Filter filter(@Nullable String type, @Nullable String q, @Nullable String after) {
        try {
            return new TwinList.Filter(
                    after == null || after.isEmpty() ? "" : new TwinId(after).value(),
                    type == null ? null : new TypeId(type),
                    q == null ? "" : q.substring(0, Math.min(q.length(), Names.LONGEST)));
        } catch (IllegalArgumentException malformed) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'after' or 'type': " + malformed.getMessage() + ".");
        }
    }

    @GET
    @Path("{twin}")
    @RolesAllowed(Permission.READ_TWINS)
    @APIResponse(
            responseCode = "200",
            description = "The twin, its definition's ETag in the header",
            content = @Content(schema = @Schema(implementation = TwinView.class)))
    @Operation(
            summary = "A twin with its newest state",
            description = "'relationships' has the first " + TwinView.RELATIONSHIPS_SHOWN
                    + " that lead from it; all of them are at GET /twins/{twin}/relationships. With 'knownAt' (epoch "
                    + "milliseconds or ISO 8601) the twin as it was known then: its type, and of each property the newest "
                    + "value that the platform had learned by then.")
    public Uni<Response> get(@RestPath String twin, @RestQuery @Nullable Moment knownAt) {
        TenantId tenant = caller.tenant();
        TwinId id = TwinPath.twinId(twin);
        if (knownAt != null) {
            return asKnown(tenant, id, knownAt.epochMs());
        }
        return states.of(tenant)
                .chain(live -> twins.find(tenant, live, id).map(found -> {
                    Twins.Found read = found.orElseThrow(TwinPath::unknown);
                    TwinView view = view(read.twin(), live)
                            .detailed(
                                    read.relationships().stream()
                                            .map(Relationship::link)
                                            .toList(),
                                    read.possible().writable(),
                                    read.possible().accepts());
                    return answer(200, read.twin(), live).entity(view).build();
                }));
    }

    private Uni<Response> asKnown(TenantId tenant, TwinId id, long knownAtMs) {
        return states.of(tenant)
                .chain(live -> live.twin(id)
                        .map(state -> past.find(tenant, state, knownAtMs))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> Response.ok(found.orElseThrow(() -> new ApiProblem(
                                ProblemType.NOT_FOUND, "There was no such twin that anybody knew of then.")))
                        .build());
    }

    @PUT
    @Path("{twin}")
    @RolesAllowed(Permission.WRITE_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "200",
            description = "The twin as defined; 201 when it is new",
            content = @Content(schema = @Schema(implementation = TwinView.class)))
    @Operation(summary = "Define a twin; the same again changes nothing")
    public Uni<Response> define(
            @RestPath String twin,
            TwinBody body,
            @RestHeader("If-Match") @Nullable String ifMatch,
            @RestHeader("If-None-Match") @Nullable String ifNoneMatch) {
        TenantId tenant = caller.tenant();
        TwinId id = wanted(twin);
        if (body == null) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "The body must say what the twin is: at least its 'type'.");
        }
        TwinBody named = new TwinBody(
                body.type(), body.name() == null ? null : Names.require(body.name()), body.group(), body.device());
        return twins.define(tenant, id, named, new Precondition(ifMatch, ifNoneMatch))
                .chain(outcome -> answer(tenant, outcome));
    }

    @PATCH
    @Path("{twin}")
    @RolesAllowed({Permission.WRITE_TWINS, Permission.OPERATE_TWINS})
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    @APIResponse(
            responseCode = "200",
            description = "The twin as changed",
            content = @Content(schema = @Schema(implementation = TwinView.class)))
    @Operation(
            summary = "Change a twin's name, or what is desired of its properties, by merge patch (RFC 7396)",
            description =
                    "{\"name\": \"…\", \"properties\": {\"setpoint\": {\"desired\": {\"value\": 5, \"unit\": \"psi\"}}}}: "
                            + "'desired' may be the value alone, and null takes the wish back. A wish is held to the twin's type: the "
                            + "property is a writable Property that is not made of others, the value is as its schema says (of an "
                            + "enumeration one of its values), in a unit of its quantity, and believable; of a twin without a type all "
                            + "known properties may be desired. All of a patch is done or nothing, and what cannot be is named in 'errors'. "
                            + "Properties of components go by component.property. A twin may have "
                            + Input.DESIRED_MAX
                            + " wishes. 'name' needs the permission write-twins, 'properties' operate-twins.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MERGE_PATCH,
                            schema = @Schema(type = SchemaType.OBJECT),
                            example =
                                    "{\"name\": \"Tank 1\", \"properties\": {\"levelSetpoint\": {\"desired\": {\"value\": 160, "
                                            + "\"unit\": \"cm\"}}, \"panel.mode\": {\"desired\": \"auto\"}, \"limit\": {\"desired\": null}}}"))
    @APIResponse(
            responseCode = "400",
            description =
                    "urn:counterpart:problem:invalid-desired: what cannot be, by property in 'errors'; nothing was done",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    public Uni<Response> patch(
            @RestPath String twin, JsonNode patch, @RestHeader("If-Match") @Nullable String ifMatch) {
        TenantId tenant = caller.tenant();
        TwinPatch wanted = TwinPatch.of(patch);
        if (wanted.name() != null) {
            caller.require(Permission.WRITE_TWINS);
        }
        if (!wanted.desired().isEmpty()) {
            caller.require(Permission.OPERATE_TWINS);
        }
        return twins.patch(tenant, TwinPath.twinId(twin), wanted, new Precondition(ifMatch, null))
                .chain(outcome -> answer(tenant, outcome));
    }

    @DELETE
    @Path("{twin}")
    @RolesAllowed(Permission.WRITE_TWINS)
    @APIResponse(responseCode = "204", description = "It is gone; its history stays")
    @Operation(
            summary = "Remove a twin: readings that still come for it are rejected",
            description = "The relationships that lead from it and to it end with it.")
    public Uni<Response> remove(@RestPath String twin, @RestHeader("If-Match") @Nullable String ifMatch) {
        TenantId tenant = caller.tenant();
        return twins.remove(tenant, TwinPath.twinId(twin), new Precondition(ifMatch, null))
                .chain(outcome -> answer(tenant, outcome));
    }

    private Uni<Response> answer(TenantId tenant, Twins.Outcome outcome) {
        return switch (outcome) {
            case Twins.Outcome.Written(Twin twin, boolean created, long revision) ->
                states.of(tenant)
                        .map(live -> answer(created ? 201 : 200, twin, live)
                                .header(GraphRevision.HEADER, revision)
                                .build());
            case Twins.Outcome.Patched(Twin twin, Desire desire, long revision) ->
                states.of(tenant)
                        .map(live -> answer(200, twin, live)
                                .entity(desire.over(view(twin, live)))
                                .header(GraphRevision.HEADER, revision)
                                .build());
            case Twins.Outcome.Removed(long revision) ->
                Uni.createFrom()
                        .item(Response.noContent()
                                .header(GraphRevision.HEADER, revision)
                                .build());
            case Twins.Outcome.UnknownTwin twin -> throw TwinPath.unknown();
            case Twins.Outcome.UnknownType type ->
                throw new ApiProblem(ProblemType.BAD_REQUEST, "'type': there is no such twin type. Define it first.");
            case Twins.Outcome.PreconditionFailed failed ->
                throw new ApiProblem(ProblemType.PRECONDITION_FAILED, "Read it again, and decide anew.");
            case Twins.Outcome.Conflict(String reason) -> throw new ApiProblem(ProblemType.CONFLICT, reason);
        };
    }

    private static Response.ResponseBuilder answer(int status, Twin twin, LiveTenant live) {
        Response.ResponseBuilder response =
                Response.status(status).entity(view(twin, live)).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (twin.etag() != null) {
            response.header(HttpHeaders.ETAG, twin.etag());
        }
        return response;
    }

    private static TwinView view(Twin twin, LiveTenant live) {
        return twin.view(live.twin(twin.id()));
    }

    static TwinId wanted(String twin) {
        try {
            return new TwinId(twin);
        } catch (IllegalArgumentException malformed) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, malformed.getMessage() + ".");
        }
    }
}
