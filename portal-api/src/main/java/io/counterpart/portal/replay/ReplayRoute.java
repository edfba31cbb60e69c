package io.counterpart.portal.replay;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Admission;
import io.counterpart.portal.access.Door;
import io.counterpart.portal.access.TenantTurns;
import io.counterpart.portal.history.TwinHistory;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.problem.ApiProblem;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code GET /replays/{id}/events}: a replay as server-sent events, as {@code GET /events} is what is now. */
@Singleton
final class ReplayRoute {

    /** How many one tenant may run at once here. */
    static final int AT_ONCE = 5;

    private static final Pattern TIME = Pattern.compile("[0-9]{1,15}");

    private final Door door;
    private final LiveStates states;
    private final TwinHistory history;
    private final Clock clock;
    private final Vertx vertx;
    private final TenantTurns turns = new TenantTurns(
            AT_ONCE, "replays", "The tenant runs " + AT_ONCE + " replays, which is as many as may run at once.");

    ReplayRoute(Door door, LiveStates states, TwinHistory history, Clock clock, Vertx vertx) {
        this.door = door;
        this.states = states;
        this.history = history;
        this.clock = clock;
        this.vertx = vertx;
    }

    void route(@Observes Router router) {
        router.get(ApiRoute.ROOT + "/replays/:replay/events").order(-1).handler(this::follow);
    }

    private void follow(RoutingContext request) {
        door.withPermission(request, Permission.READ_TWINS)
                .chain(admission -> {
                    ReplayOrder order = ReplayOrder.of(Objects.requireNonNull(request.pathParam("replay")))
                            .orElseThrow(() -> new ApiProblem(ProblemType.NOT_FOUND, "There is no such replay."));
                    ReplayOrder rest = resumed(order, request.request().getHeader("Last-Event-ID"));
                    TenantId tenant = Objects.requireNonNull(admission.tenant());
                    return states.of(tenant).invoke(live -> stream(request.response(), tenant, live, rest, admission));
                })
                .subscribe()
                .with(live -> {}, failure -> door.refuse(request, failure));
    }

    /** A browser that lost its connection says where it was. */
    private static ReplayOrder resumed(ReplayOrder order, @Nullable String lastEvent) {
        return lastEvent == null || !TIME.matcher(lastEvent).matches() ? order : order.from(Long.parseLong(lastEvent));
    }

    private void stream(
            HttpServerResponse response, TenantId tenant, LiveTenant live, ReplayOrder order, Admission admission) {
        Context context = vertx.getOrCreateContext();
        List<Track> tracks = order.twins().stream()
                .map(twin -> live.twin(twin)
                        .orElseThrow(() -> new ApiProblem(ProblemType.NOT_FOUND, "There is no such replay.")))
                .map(twin -> new Track(tenant, twin, history, order, work -> context.runOnContext(here -> work.run())))
                .toList();
        if (response.closed()) {
            return;
        }
        Runnable leave = turns.enter(tenant);
        Player player = new Player(
                response,
                context,
                order,
                tracks,
                System::nanoTime,
                () -> admission.stillMay(Permission.READ_TWINS, clock.instant()));
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.endHandler(end -> leave.run());
        response.closeHandler(close -> {
            leave.run();
            player.left();
        });
        response.exceptionHandler(broken -> player.left());
        if (response.closed()) {
            // It went before anybody listened for that.
            leave.run();
            return;
        }
        player.start();
    }
}
