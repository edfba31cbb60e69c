package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.engine.fold.NamedTypes;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.outputs.FoldEvents;
import io.counterpart.twinruntime.outputs.InFlight;
import io.counterpart.twinruntime.outputs.Outlets;
import io.counterpart.twinruntime.outputs.StatePublisher;
import java.util.Set;
import org.apache.pulsar.client.api.MessageId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A partition while it is ours: its fold, fed frame by frame. It stops between two frames when history or the broker cannot keep up, or
 * when a type that the next frame names has not come yet; the log keeps what waits.
 */
final class OwnedPartition {

    private static final Logger LOG = Logger.getLogger(OwnedPartition.class);
    private static final int FRAMES_A_TURN = 16;
    private static final long TYPE_PATIENCE_MS = 5_000;
    private static final long TICK_PATIENCE_MS = 30_000;

    private final PartitionId partition;
    private final Surroundings surroundings;
    private final Inputs inputs;
    private final Outlets outlets;
    private final HistoryWriter history;
    private final PartitionFold fold;
    private final FoldEvents events;
    private final InFlight inFlight;
    private final StatePublisher states;
    private final Backfilling backfilling;
    private final long lastOfLog;
    private final NamedTypes namedTypes = new NamedTypes();

    private @Nullable Frame held;
    private Set<TypeId> missing = Set.of();
    private long heldSinceMs;
    private @Nullable MessageId lastFolded;
    private long tickedForMs = Long.MIN_VALUE;
    private long tickedAtMs;
    private boolean awaitsFrame;

    OwnedPartition(
            PartitionId partition, Surroundings surroundings, Inputs inputs, HistoryWriter history, Opened opened) {
        this.partition = partition;
        this.surroundings = surroundings;
        this.inputs = inputs;
        this.history = history;
        lastOfLog = opened.lastOfLog();
        outlets = opened.outlets();
        inFlight = opened.inFlight();
        events = opened.events();
        fold = opened.fold();
        backfilling = new Backfilling(partition, surroundings, fold, history, outlets, inFlight);
        states = new StatePublisher(fold, outlets, inFlight, surroundings.states());
    }

    PartitionFold fold() {
        return fold;
    }

    Outlets outlets() {
        return outlets;
    }

    /** What is acknowledged when everything folded so far is kept; null before the first frame. */
    @Nullable MessageId lastFolded() {
        return lastFolded;
    }

    /**
     * Folds what is at hand, some frames at most.
     *
     * @param wake called, on any thread, when there is a frame again after there was none
     * @return whether more may be at hand
     */
    boolean work(Runnable wake) {
        for (int i = 0; i < FRAMES_A_TURN; i++) {
            if (!hasRoom()) {
                return false;
            }
            Frame frame = next(wake);
            if (frame == null) {
                return false;
            }
            take(frame);
        }
        return true;
    }

    private boolean hasRoom() {
        return history.hasRoom() && inFlight.count() < surroundings.config().unconfirmedMax();
    }

    private @Nullable Frame next(Runnable wake) {
        Frame frame = held;
        if (frame == null) {
            frame = inputs.poll();
            if (frame == null) {
                awaitFrame(wake);
                return null;
            }
            missing = namedTypes.in(frame.bytes());
            heldSinceMs = surroundings.clock().millis();
        }
        boolean typesAreHere = missing.isEmpty()
                || missing.stream()
                        .allMatch(type -> surroundings
                                .types()
                                .find(partition.tenant(), type)
                                .isPresent());
        held = typesAreHere ? null : frame;
        return typesAreHere ? frame : null;
    }

    private void awaitFrame(Runnable wake) {
        if (!awaitsFrame) {
            awaitsFrame = true;
            inputs.whenReady(wake);
        }
    }

    /** Whether it stopped for another reason than that no frame has come. */
    boolean isHeldUp() {
        return !awaitsFrame;
    }

    /** The frame that was waited for has come. */
    void woken() {
        awaitsFrame = false;
    }

    private void take(Frame frame) {
        if (frame.index() <= fold.index()) {
            surroundings.meters().skipped();
            return;
        }
        if (fold.index() != PartitionFold.NOTHING_FOLDED && frame.index() != fold.index() + 1) {
            LOG.warnf(
                    "indexes of the log have a gap partition=%s after=%d next=%d",
                    partition, fold.index(), frame.index());
        }
        long rowsBefore = history.taken();
        events.begin(frame.index());
        fold.apply(frame.bytes(), frame.index(), frame.brokerTimeMs());
        events.end();
        lastFolded = frame.id();
        surroundings
                .meters()
                .folded(
                        frame.bytes().length,
                        history.taken() - rowsBefore,
                        surroundings.clock().millis() - frame.brokerTimeMs());
    }

    /**
     * Publishes a slice of the states that wait; whether more may go at once. None while frames are folded again that an owner before us
     * may have folded: what it has published of them is as new, and ours would lead whoever looks back in time.
     */
    boolean publish() {
        return fold.index() >= lastOfLog && states.publish();
    }

    /** It is not ours any more: nothing is done for it from here. */
    void leave() {
        backfilling.leave();
    }

    /** Writes a tick when a timer is due, says what is waited for too long, and has pasts worked out. */
    void housekeep() {
        if (fold.index() >= lastOfLog) {
            // Before that it may be done already.
            backfilling.goOn();
        }
        long now = surroundings.clock().millis();
        long due = fold.nextTimerDueMs();
        if (due <= now && (due != tickedForMs || now - tickedAtMs > TICK_PATIENCE_MS)) {
            tickedForMs = due;
            tickedAtMs = now;
            FrameWriter tick = new FrameWriter();
            tick.addTick(now);
            inFlight.watch(outlets.input(tick.toBytes()));
        }
        if (held != null && now - heldSinceMs > TYPE_PATIENCE_MS) {
            LOG.warnf("fold waits for types that have not come partition=%s types=%s", partition, missing);
            heldSinceMs = now;
        }
    }
}
