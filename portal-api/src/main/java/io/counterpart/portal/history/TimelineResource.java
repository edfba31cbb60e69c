package io.counterpart.portal.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.contracts.twin.EventTime;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What happened to a twin, over HTTP. */
@Path(ApiRoute.ROOT + "/twins/{twin}/timeline")
@Tag(name = "twins")
@Produces(MediaType.APPLICATION_JSON)
public class TimelineResource {

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final TwinHistory history;
    private final LiveStates states;
    private final DefinedTwins twins;
    private final Caller caller;

    TimelineResource(TwinHistory history, LiveStates states, DefinedTwins twins, Caller caller) {
        this.history = history;
        this.states = states;
        this.twins = twins;
        this.caller = caller;
    }

    /**
     * A part of a timeline.
     *
     * @param items what happened, in the order that was asked for
     * @param next the next page's {@code from}, or its {@code to} where the newest come first; null at the end
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Timeline(List<TwinEvent> items, @Nullable Long next) {}

    @GET
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(
            summary = "What happened to a twin, in the order in which it was known",
            description =
                    "Created, given another type, removed; properties that came to it; relationships made and ended; silent and "
                            + "heard again; what was found wrong with its signals and when that ended; what was desired of its properties; commands, step by step. 'from' and 'to' "
                            + "are known times, epoch milliseconds or ISO 8601: by default all there is. A page ends "
                            + "between two times, so it may hold some more than 'limit'; 'next' is the 'from' of the next. "
                            + "With 'order=newest' the newest come first, and 'next' is the 'to' of the next page.")
    public Uni<Timeline> timeline(
            @RestPath String twin,
            @RestQuery @Nullable Moment from,
            @RestQuery @Nullable Moment to,
            @RestQuery @Nullable String order,
            @RestQuery @Nullable Integer limit) {
        TenantId tenant = caller.tenant();
        int size = limit == null ? LIMIT_DEFAULT : limit;
        if (size < 1 || size > LIMIT_MAX) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'limit' must be 1 to " + LIMIT_MAX + ".");
        }
        long begin = from == null ? 0 : from.epochMs();
        long end = to == null ? EventTime.LATEST_MS : to.epochMs();
        if (begin >= end) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'from' must be before 'to'.");
        }
        boolean isNewestFirst = isNewestFirst(order);
        TwinId id = TwinPath.twinId(twin);
        return states.of(tenant)
                .chain(live -> live.twin(id).isPresent() ? Uni.createFrom().item(true) : twins.isDefined(tenant, id))
                .chain(exists -> {
                    if (!exists) {
                        throw TwinPath.unknown();
                    }
                    return history.timeline(tenant, id, begin, end, isNewestFirst, size);
                })
                .map(page -> new Timeline(page.events(), page.nextMs()));
    }

    private static boolean isNewestFirst(@Nullable String order) {
        return switch (order) {
            case null -> false;
            case "oldest" -> false;
            case "newest" -> true;
            default -> throw new ApiProblem(ProblemType.BAD_REQUEST, "'order' must be 'oldest' or 'newest'.");
        };
    }
}
