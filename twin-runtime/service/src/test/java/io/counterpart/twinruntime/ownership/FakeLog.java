package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.outputs.Outlets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.impl.MessageIdImpl;
import org.jspecify.annotations.Nullable;

/** One partition's log in memory, as a broker keeps it: with a line of consumers, a fence, and names that one holds at a time. */
final class FakeLog implements PartitionLog {

    private final List<Frame> frames = new ArrayList<>();
    final List<Checkpoint> control = new ArrayList<>();
    final Map<Long, TwinId> events = new LinkedHashMap<>();
    final Map<Long, DeviceId> rejections = new LinkedHashMap<>();
    final Map<TwinId, String> states = new LinkedHashMap<>();
    final List<String> desired = new ArrayList<>();
    private long lastDesired = -1;
    final List<String> commands = new ArrayList<>();
    private long lastCommand = -1;
    final List<byte[]> ticks = new ArrayList<>();

    /** A frame for a partition. */
    @SuppressWarnings("ArrayRecordComponent")
    record Sent(int to, byte[] frame) {}

    /** What twins have for one another, by number. */
    final Map<Long, Sent> messages = new LinkedHashMap<>();

    private final List<FakeInputs> line = new ArrayList<>();
    private int acknowledged;
    private @Nullable FakeFence fence;
    private @Nullable FakeOutlets outlets;
    boolean brokerAnswers = true;
    private int deliverable = Integer.MAX_VALUE;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private boolean closesSlowly;
    private CompletableFuture<Void> pointing = CompletableFuture.completedFuture(null);

    void append(byte[] frame, long brokerTimeMs) {
        long index = frames.size();
        frames.add(new Frame(frame, index, brokerTimeMs, new MessageIdImpl(1, index, -1)));
        line.forEach(FakeInputs::wakeUp);
    }

    /** Delivers the ticks that the owner has sent so far. */
    void deliverTicks(long brokerTimeMs) {
        List<byte[]> sent = List.copyOf(ticks);
        ticks.clear();
        sent.forEach(tick -> append(tick, brokerTimeMs));
    }

    /** What the broker would deliver first to who becomes active now. */
    int acknowledged() {
        return acknowledged;
    }

    int inLine() {
        return line.size();
    }

    /** From here on what is closed is closed only when {@link #finishClosing()} says so. */
    void closeSlowly() {
        closesSlowly = true;
    }

    void finishClosing() {
        closing.complete(null);
    }

    /** From here on a pointer is in the log before its sender hears of it, which {@link #finishPointing()} lets it. */
    void pointSlowly() {
        pointing = new CompletableFuture<>();
    }

    void finishPointing() {
        pointing.complete(null);
    }

    /** From here on only so many frames of the log have come to whoever reads it. */
    void deliverOnly(int count) {
        deliverable = count;
        line.forEach(FakeInputs::wakeUp);
    }

    /** Holds the frames back that come from here on, as a slow connection does. */
    void holdBack() {
        line.forEach(inputs -> inputs.heldBack = true);
    }

    /** Lets the first in line have the partition. */
    void activateFirst() {
        line.getFirst().activate();
    }

    /** Another process takes the partition: its fence shuts ours out. */
    void anotherTakesTheFence() {
        fence = new FakeFence();
    }

    void deactivateAll() {
        line.forEach(inputs -> inputs.listener.becameInactive());
    }

    void forgetAcknowledgement() {
        acknowledged = 0;
    }

    void dropOutlets() {
        outlets = null;
    }

    @Override
    public CompletionStage<Inputs> subscribe(PartitionId partition, Inputs.Listener listener) {
        FakeInputs inputs = new FakeInputs(listener);
        line.add(inputs);
        return CompletableFuture.completedFuture(inputs);
    }

    @Override
    public CompletionStage<Fence> fence(PartitionId partition) {
        FakeFence mine = new FakeFence();
        fence = mine;
        return CompletableFuture.completedFuture(mine);
    }

    @Override
    public CompletionStage<Optional<Checkpoint>> lastCheckpoint(PartitionId partition) {
        return CompletableFuture.completedFuture(control.isEmpty() ? Optional.empty() : Optional.of(control.getLast()));
    }

    @Override
    public CompletionStage<OptionalLong> lastIndex(PartitionId partition) {
        return CompletableFuture.completedFuture(
                frames.isEmpty() ? OptionalLong.empty() : OptionalLong.of(frames.size() - 1));
    }

    @Override
    public CompletionStage<Outlets> outlets(PartitionId partition) {
        if (outlets != null) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("a producer of this name is connected"));
        }
        FakeOutlets mine = new FakeOutlets();
        outlets = mine;
        return CompletableFuture.completedFuture(mine);
    }

    private final class FakeInputs implements Inputs {

        private final Listener listener;
        private boolean active;
        private boolean heldBack;
        private int next;
        private @Nullable Runnable wake;

        FakeInputs(Listener listener) {
            this.listener = listener;
        }

        void activate() {
            active = true;
            next = acknowledged;
            listener.becameActive();
        }

        void wakeUp() {
            Runnable waiting = wake;
            if (!heldBack && hasNext() && waiting != null) {
                wake = null;
                waiting.run();
            }
        }

        private boolean hasNext() {
            return active && next < Math.min(frames.size(), deliverable);
        }

        @Override
        public @Nullable Frame poll() {
            return hasNext() ? frames.get(next++) : null;
        }

        @Override
        public void whenReady(Runnable callback) {
            wake = callback;
            wakeUp();
        }

        @Override
        public void acknowledge(MessageId upTo) {
            acknowledged = (int) ((MessageIdImpl) upTo).getEntryId() + 1;
        }

        @Override
        public CompletionStage<?> close() {
            line.remove(this);
            return closesSlowly ? closing : CompletableFuture.completedFuture(null);
        }
    }

    private final class FakeFence implements Fence {

        @Override
        public CompletionStage<?> point(Checkpoint checkpoint) {
            if (!brokerAnswers) {
                return new CompletableFuture<>();
            }
            if (fence != this) {
                return CompletableFuture.failedFuture(new IllegalArgumentException("fenced"));
            }
            control.add(checkpoint);
            return pointing;
        }

        @Override
        public CompletionStage<?> close() {
            return CompletableFuture.completedFuture(null);
        }
    }

    private final class FakeOutlets implements Outlets {

        @Override
        public long lastEvent() {
            return events.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
        }

        @Override
        public long lastRejection() {
            return rejections.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
        }

        @Override
        public CompletionStage<?> event(long sequence, TwinId twin, byte[] event) {
            if (sequence <= lastEvent()) {
                throw new AssertionError("sequence " + sequence + " after " + lastEvent());
            }
            events.put(sequence, twin);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> rejection(long sequence, DeviceId device, byte[] rejection) {
            if (sequence <= lastRejection()) {
                throw new AssertionError("sequence " + sequence + " after " + lastRejection());
            }
            rejections.put(sequence, device);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> command(long sequence, TwinId twin, CommandId id, byte @Nullable [] command) {
            if (sequence > lastCommand) {
                lastCommand = sequence;
                commands.add(twin + "/" + id + ": "
                        + (command == null ? "nothing" : new String(command, StandardCharsets.UTF_8)));
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> desired(long sequence, TwinId twin, byte @Nullable [] wish) {
            if (sequence > lastDesired) {
                lastDesired = sequence;
                desired.add(twin + ": " + (wish == null ? "nothing" : new String(wish, StandardCharsets.UTF_8)));
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> state(TwinId twin, byte @Nullable [] state) {
            states.put(twin, state == null ? "gone" : new String(state, StandardCharsets.UTF_8));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> input(byte[] frame) {
            ticks.add(frame);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> message(int to, long sequence, byte[] frame) {
            // As the broker: what it has of this number it does not take again.
            if (messages.keySet().stream().noneMatch(known -> known >= sequence)) {
                messages.put(sequence, new Sent(to, frame));
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> flush() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> close() {
            if (outlets == this) {
                outlets = null;
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
