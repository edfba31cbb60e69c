package io.counterpart.portal.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.portal.history.PastTwin;
import io.counterpart.portal.live.ServerSentEvent;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Plays a replay into one connection. Its clock runs at the replay's speed and waits where history has not been read yet. Of a twin
 * that changes more often than a person can see, the newest is sent, ten times a second at most; a connection that cannot
 * take it is shown less often. It belongs to one event loop.
 */
final class Player {

    static final long TURN_MS = 100;

    private static final Logger LOG = Logger.getLogger(Player.class);
    private static final long PROGRESS_MS = 1_000;

    /** How many twins of one replay are read at once. */
    private static final int READS_AT_ONCE = 2;

    /** How often history may not answer before a replay is broken off. */
    private static final int MISSES_MAX = 20;

    /**
     * A twin as it was.
     *
     * @param twin the twin
     * @param ts the time that the replay has reached, epoch milliseconds
     * @param properties by name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(TwinId twin, long ts, SortedMap<PropertyName, PastTwin.Property> properties) {
        private static final ContractJson<State> JSON = ContractJson.of(State.class);
    }

    private final WriteStream<Buffer> out;
    private final Context context;
    private final ReplayOrder order;
    private final List<Track> tracks;
    private final LongSupplier nanos;
    private final BooleanSupplier stillMay;
    private final Set<Track> changed = new LinkedHashSet<>();

    private int reads;
    private int misses;
    private long position;
    private long positionNanos;
    private long toldNanos;
    private long timer = -1;
    private boolean ended;

    /**
     * @param nanos a clock that does not go back
     * @param stillMay whether the caller may still see it
     */
    Player(
            WriteStream<Buffer> out,
            Context context,
            ReplayOrder order,
            List<Track> tracks,
            LongSupplier nanos,
            BooleanSupplier stillMay) {
        this.out = out;
        this.context = context;
        this.order = order;
        this.tracks = tracks;
        this.nanos = nanos;
        this.stillMay = stillMay;
        position = order.from();
    }

    /** Begins; what it was just before the beginning is shown at once. */
    void start() {
        Multi.createFrom()
                .iterable(tracks)
                .onItem()
                .transformToUni(Track::begin)
                .merge(READS_AT_ONCE)
                .collect()
                .last()
                .subscribe()
                .with(read -> onLoop(this::begin), failure -> onLoop(() -> fail(failure)));
    }

    private void onLoop(Runnable work) {
        context.runOnContext(here -> work.run());
    }

    private void begin() {
        if (ended) {
            return;
        }
        positionNanos = nanos.getAsLong();
        toldNanos = positionNanos;
        changed.addAll(tracks);
        send();
        timer = context.owner().setPeriodic(TURN_MS, id -> onLoop(this::turn));
    }

    private void turn() {
        if (ended) {
            return;
        }
        if (!stillMay.getAsBoolean()) {
            end();
            return;
        }
        long now = nanos.getAsLong();
        if (out.writeQueueFull()) {
            // Who cannot take it yet misses nothing: time waits.
            positionNanos = now;
            return;
        }
        long wanted = position + TimeUnit.NANOSECONDS.toMillis((now - positionNanos) * order.speed());
        long ready = tracks.stream().mapToLong(Track::readyTo).min().orElse(order.to());
        long reached = Math.min(Math.min(wanted, ready), order.to());
        if (reached > position) {
            // What is less than a millisecond stays on the clock, unless it had to wait.
            positionNanos = reached == wanted
                    ? positionNanos + TimeUnit.MILLISECONDS.toNanos(reached - position) / order.speed()
                    : now;
            position = reached;
        } else if (ready <= position) {
            positionNanos = now;
        }
        for (Track track : tracks) {
            if (track.playTo(position)) {
                changed.add(track);
            }
        }
        readAhead();
        send();
        if (now - toldNanos >= TimeUnit.MILLISECONDS.toNanos(PROGRESS_MS)) {
            toldNanos = now;
            tell("progress");
        }
        if (position >= order.to()) {
            tell("end");
            end();
        }
    }

    /** Those that will be waited for first read first, a few at a time: history answers others too. */
    private void readAhead() {
        tracks.stream()
                .filter(track -> track.needsMore(position))
                .sorted(Comparator.comparingLong(Track::readyTo))
                .limit(READS_AT_ONCE - reads)
                .forEach(track -> {
                    reads++;
                    track.read(position)
                            .subscribe()
                            .with(read -> onLoop(() -> reads--), failure -> onLoop(() -> missed(failure)));
                });
    }

    /** History may be busy: the clock waits, and it is asked again. */
    private void missed(Throwable failure) {
        reads--;
        if (++misses >= MISSES_MAX) {
            fail(failure);
        }
    }

    private void send() {
        for (Track track : tracks) {
            for (TwinEvent event : track.eventsTo(position)) {
                out.write(ServerSentEvent.of("twin-event", position, TwinEvent.JSON.write(event)));
            }
        }
        changed.forEach(track -> out.write(ServerSentEvent.of(
                "state", position, State.JSON.write(new State(track.id(), position, track.properties())))));
        changed.clear();
    }

    private void tell(String name) {
        out.write(ServerSentEvent.of(name, position, ("{\"ts\":" + position + "}").getBytes(StandardCharsets.UTF_8)));
    }

    private void fail(Throwable failure) {
        if (!ended) {
            LOG.warnf(failure, "replay broken off at=%d", position);
            tell("failed");
            end();
        }
    }

    private void end() {
        left();
        out.end();
    }

    /** The connection is gone. */
    void left() {
        ended = true;
        context.owner().cancelTimer(timer);
    }
}
