package io.counterpart.portal.live;

import io.counterpart.contracts.identity.TwinId;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches twins over one connection. Of a twin that changes faster than the connection takes, it sees the newest
 * state and none in between: only the names of changed twins wait here, so what waits is bounded by what it watches. Changes come
 * on any thread; writing happens on the connection's.
 */
final class Viewer {

    private final WriteStream<Buffer> out;
    private final Context context;
    private final LiveTenant live;
    private final Predicate<TwinId> wanted;
    private final BooleanSupplier stillMay;
    private final LiveConfig config;
    private final Set<TwinId> changed = new LinkedHashSet<>();
    private final ArrayDeque<Buffer> happened = new ArrayDeque<>();
    private long missed;
    private boolean scheduled;
    private long nextTurnNanos;
    private boolean ended;

    Viewer(
            WriteStream<Buffer> out,
            Context context,
            LiveTenant live,
            Predicate<TwinId> wanted,
            BooleanSupplier stillMay,
            LiveConfig config) {
        this.out = out;
        this.context = context;
        this.live = live;
        this.wanted = wanted;
        this.stillMay = stillMay;
        this.config = config;
        this.nextTurnNanos = System.nanoTime();
    }

    /** A twin changed. */
    void changed(TwinId twin) {
        if (wanted.test(twin)) {
            synchronized (this) {
                changed.add(twin);
                schedule();
            }
        }
    }

    /** Something happened to a twin. */
    void happened(TwinId twin, Buffer event) {
        if (wanted.test(twin)) {
            synchronized (this) {
                if (happened.size() == config.eventsWaitingMax()) {
                    happened.remove();
                    missed++;
                }
                happened.add(event);
                schedule();
            }
        }
    }

    private synchronized void schedule() {
        if (scheduled || ended) {
            return;
        }
        scheduled = true;
        long wait = TimeUnit.NANOSECONDS.toMillis(nextTurnNanos - System.nanoTime());
        if (wait <= 0) {
            context.runOnContext(now -> turn());
        } else {
            context.owner().setTimer(wait, id -> context.runOnContext(now -> turn()));
        }
    }

    private void turn() {
        synchronized (this) {
            scheduled = false;
            nextTurnNanos = System.nanoTime() + config.pace().toNanos();
        }
        write();
    }

    private void write() {
        while (!out.writeQueueFull()) {
            Buffer next = next();
            if (next == null) {
                return;
            }
            out.write(next);
        }
        // The connection is behind: it says when it can take more.
        out.drainHandler(drained -> write());
    }

    private synchronized @Nullable Buffer next() {
        if (ended) {
            return null;
        }
        if (missed > 0) {
            Buffer told = ServerSentEvent.missed(missed);
            missed = 0;
            return told;
        }
        if (!happened.isEmpty()) {
            return happened.remove();
        }
        Iterator<TwinId> waiting = changed.iterator();
        while (waiting.hasNext()) {
            Buffer event = live.event(waiting.next());
            waiting.remove();
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** Shows that the stream is alive, and ends it when it may not be any more. */
    void heartbeat() {
        recheck();
        context.runOnContext(now -> {
            if (!isEnded() && !out.writeQueueFull()) {
                out.write(ServerSentEvent.HEARTBEAT);
            }
        });
    }

    void recheck() {
        if (!stillMay.getAsBoolean()) {
            end();
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** Ends the stream; the browser asks again, and is answered as it should be now. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            changed.clear();
            happened.clear();
        }
        live.leave(this);
        context.runOnContext(now -> out.end());
    }

    /** The connection is gone. */
    void left() {
        synchronized (this) {
            ended = true;
            changed.clear();
            happened.clear();
        }
        live.leave(this);
    }

    /** How many twins and events wait. */
    synchronized int waiting() {
        return changed.size() + happened.size();
    }
}
