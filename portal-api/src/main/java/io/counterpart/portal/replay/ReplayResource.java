package io.counterpart.portal.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.history.Moment;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Replays over HTTP; their events come by {@link ReplayRoute}. */
@Path(ApiRoute.ROOT + "/replays")
@Tag(name = "replays")
@Produces(MediaType.APPLICATION_JSON)
public class ReplayResource {

    private final LiveStates states;
    private final Caller caller;

    ReplayResource(LiveStates states, Caller caller) {
        this.states = states;
        this.caller = caller;
    }

    /**
     * What to replay.
     *
     * @param twins which
     * @param from beginning, epoch milliseconds or ISO 8601
     * @param to end
     * @param speed how many times faster than it was; 1 where it is left out
     * @param knownAt as it was known then; all that is known where it is left out
     */
    public record Body(
            @JsonProperty(required = true) List<String> twins,
            @JsonProperty(required = true) String from,
            @JsonProperty(required = true) String to,
            @Nullable Integer speed,
            @Nullable String knownAt) {}

    /**
     * A replay.
     *
     * @param id its identifier
     * @param events where its events come from, as server-sent events
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Replay(
            String id,
            List<TwinId> twins,
            long from,
            long to,
            int speed,
            @Nullable Long knownAt,
            String events) {

        private static Replay of(ReplayOrder order) {
            return new Replay(
                    order.id(),
                    order.twins(),
                    order.from(),
                    order.to(),
                    order.speed(),
                    order.knownAt(),
                    ApiRoute.ROOT + "/replays/" + order.id() + "/events");
        }
    }

    @POST
    @RolesAllowed(Permission.READ_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponse(
            responseCode = "201",
            description = "The replay; it runs whenever somebody follows its events",
            content = @Content(schema = @Schema(implementation = Replay.class)))
    @Operation(
            summary = "Replay what was, apart from what is",
            description =
                    "Up to 50 twins, up to a year, 1 to 1000 times as fast. GET its 'events' (server-sent events): 'state' with "
                            + "a twin's values as they were at 'ts', 'twin-event' with what happened to it, 'progress' every "
                            + "second, and 'end'. With the header Last-Event-ID it goes on from there.")
    public Uni<Response> replay(Body body) {
        TenantId tenant = caller.tenant();
        ReplayOrder order = order(body);
        return states.of(tenant).map(live -> {
            order.twins().stream()
                    .filter(twin -> live.twin(twin).isEmpty())
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw new ApiProblem(
                                ProblemType.BAD_REQUEST, "'twins': nothing was ever heard of a twin " + unknown + ".");
                    });
            Replay replay = Replay.of(order);
            return Response.created(URI.create(ApiRoute.ROOT + "/replays/" + replay.id()))
                    .entity(replay)
                    .build();
        });
    }

    private static ReplayOrder order(@Nullable Body body) {
        if (body == null) {
            throw new ApiProblem(
                    ProblemType.BAD_REQUEST, "The body must say what to replay: 'twins', 'from' and 'to'.");
        }
        if (body.twins() == null
                || body.twins().stream().anyMatch(Objects::isNull)
                || body.from() == null
                || body.to() == null) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'twins', 'from' and 'to' may not be null.");
        }
        try {
            return new ReplayOrder(
                    body.twins().stream().map(TwinId::new).toList(),
                    Moment.fromString(body.from()).epochMs(),
                    Moment.fromString(body.to()).epochMs(),
                    body.speed() == null ? 1 : body.speed(),
                    body.knownAt() == null
                            ? null
                            : Moment.fromString(body.knownAt()).epochMs());
        } catch (IllegalArgumentException wrong) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, wrong.getMessage() + ".");
        }
    }

    @GET
    @Path("{replay}")
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(summary = "A replay")
    public Replay get(@RestPath String replay) {
        caller.tenant();
        return ReplayOrder.of(replay)
                .map(Replay::of)
                .orElseThrow(() -> new ApiProblem(ProblemType.NOT_FOUND, "There is no such replay."));
    }
}
