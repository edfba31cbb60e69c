package io.counterpart.portal.live;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Admission;
import io.counterpart.portal.access.Door;
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
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events}: what changes, as server-sent events. A route and no resource, because what a slow browser may make us keep
 * has to be decided write by write.
 */
@Singleton
final class EventsRoute {

    private static final String PATH = ApiRoute.ROOT + "/events";
    private static final int TWINS_MAX = 1_000;

    private final Door door;
    private final LiveStates states;
    private final WatchedTwins watchedTwins;
    private final LiveConfig config;
    private final Clock clock;
    private final Vertx vertx;

    EventsRoute(Door door, LiveStates states, WatchedTwins watchedTwins, LiveConfig config, Clock clock, Vertx vertx) {
        this.door = door;
        this.states = states;
        this.watchedTwins = watchedTwins;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    void route(@Observes Router router) {
        router.get(PATH).order(-1).handler(this::watch);
    }

    private void watch(RoutingContext request) {
        door.withPermission(request, Permission.READ_TWINS)
                .chain(admission -> {
                    Set<TwinId> wanted = wanted(request.request().getParam("twins"));
                    return states.of(Objects.requireNonNull(admission.tenant()))
                            .invoke(live -> stream(request.response(), live, wanted, admission));
                })
                .subscribe()
                .with(live -> {}, failure -> door.refuse(request, failure));
    }

    private void stream(HttpServerResponse response, LiveTenant live, Set<TwinId> named, Admission admission) {
        Context context = vertx.getOrCreateContext();
        Viewer viewer = new Viewer(
                response,
                context,
                live,
                twin -> named.isEmpty() || named.contains(twin),
                () -> admission.stillMay(Permission.READ_TWINS, clock.instant()),
                config);
        if (response.closed()) {
            return;
        }
        if (!live.watch(viewer, config.viewersMax())) {
            throw new ApiProblem(
                    ProblemType.QUOTA_EXCEEDED,
                    "The tenant's events are followed by as many as may.",
                    java.util.Map.of("quota", "live-viewers"));
        }
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.write(ServerSentEvent.HEARTBEAT);
        long heartbeat = vertx.setPeriodic(config.heartbeat().toMillis(), id -> viewer.heartbeat());
        Runnable leave = watchedTwins.begin(live, named);
        response.endHandler(end -> {
            vertx.cancelTimer(heartbeat);
            leave.run();
        });
        response.closeHandler(close -> {
            vertx.cancelTimer(heartbeat);
            leave.run();
            viewer.left();
        });
        response.exceptionHandler(broken -> viewer.left());
    }

    /** None for all. */
    private static Set<TwinId> wanted(@Nullable String twins) {
        if (twins == null || twins.isBlank()) {
            return Set.of();
        }
        try {
            return Arrays.stream(twins.split(",", TWINS_MAX + 1))
                    .map(TwinId::new)
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException malformed) {
            throw new ApiProblem(
                    ProblemType.BAD_REQUEST, "'twins' must be up to " + TWINS_MAX + " twin ids, with commas between.");
        }
    }
}
