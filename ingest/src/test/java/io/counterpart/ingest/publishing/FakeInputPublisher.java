package io.counterpart.ingest.publishing;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A log that confirms when the test says so, or at once. Safe for any thread. */
public class FakeInputPublisher implements InputPublisher {

    /** One thing that a device said, as it stands in the log. */
    public record Written(
            EntryKind kind,
            TenantId tenant,
            int partition,
            String device,
            int generation,
            String about,
            String payload) {}

    private static final class Frame {

        private final TenantId tenant;
        private final int partition;
        private final byte[] bytes;
        private final CompletableFuture<Object> answer = new CompletableFuture<>();

        private Frame(TenantId tenant, int partition, byte[] bytes) {
            this.tenant = tenant;
            this.partition = partition;
            this.bytes = bytes;
        }
    }

    private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
    private final List<Written> durable = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private boolean away;
    private boolean shut;
    private int closed;
    private int frames;
    private long bytesWaiting;

    /** From here on frames wait for {@link #confirmAll()}. */
    public synchronized void goAway() {
        away = true;
    }

    /** From here on frames are durable at once, those that wait too. */
    public void comeBack() {
        synchronized (this) {
            away = false;
        }
        confirmAll();
    }

    /** From here on no partition can be opened. */
    public synchronized void shut() {
        shut = true;
    }

    public synchronized void unshut() {
        shut = false;
    }

    /** Makes durable what waits. */
    public void confirmAll() {
        while (settleFirst(null)) {}
    }

    /** Makes the frame durable that waits longest; false when none waits. */
    public boolean confirmFirst() {
        return settleFirst(null);
    }

    /** Makes the frame durable that came last, before those that came before it. */
    public void confirmLast() {
        Frame frame;
        synchronized (this) {
            frame = waiting.removeLast();
            bytesWaiting -= frame.bytes.length;
            write(frame);
        }
        frame.answer.complete(frame);
    }

    /** Refuses the frame that waits longest. */
    public boolean failFirst() {
        return settleFirst(new IllegalStateException("the topic is gone"));
    }

    private boolean settleFirst(@Nullable Throwable failure) {
        Frame frame;
        synchronized (this) {
            frame = waiting.poll();
            if (frame == null) {
                return false;
            }
            bytesWaiting -= frame.bytes.length;
            if (failure == null) {
                write(frame);
            }
        }
        if (failure == null) {
            frame.answer.complete(frame);
        } else {
            frame.answer.completeExceptionally(failure);
        }
        return true;
    }

    private void write(Frame frame) {
        FrameReader reader = new FrameReader().of(frame.bytes);
        while (reader.next()) {
            String payload =
                    new String(reader.bytes(), reader.payloadOffset(), reader.payloadLength(), StandardCharsets.UTF_8);
            String about = reader.component();
            durable.add(new Written(
                    reader.kind(),
                    frame.tenant,
                    frame.partition,
                    reader.device().value(),
                    reader.generation(),
                    about == null ? "" : about,
                    payload));
        }
    }

    /** As if nothing had been written yet. */
    public synchronized void forget() {
        durable.clear();
    }

    public synchronized int framesWaiting() {
        return waiting.size();
    }

    public synchronized long bytesWaiting() {
        return bytesWaiting;
    }

    public synchronized int frames() {
        return frames;
    }

    public synchronized List<Written> durable() {
        return List.copyOf(durable);
    }

    public synchronized List<String> payloads() {
        return durable.stream().map(Written::payload).toList();
    }

    public synchronized List<String> opened() {
        return List.copyOf(opened);
    }

    public synchronized int closed() {
        return closed;
    }

    @Override
    public synchronized CompletionStage<Outlet> open(TenantId tenant, int partition, String producerName) {
        if (shut) {
            return CompletableFuture.failedFuture(new IllegalStateException("no such topic"));
        }
        opened.add(producerName);
        return CompletableFuture.completedFuture(new Outlet() {
            @Override
            public CompletionStage<?> send(byte[] frame) {
                return FakeInputPublisher.this.send(new Frame(tenant, partition, frame));
            }

            @Override
            public CompletionStage<?> close() {
                synchronized (FakeInputPublisher.this) {
                    closed++;
                }
                return CompletableFuture.completedFuture(null);
            }
        });
    }

    private synchronized CompletionStage<?> send(Frame frame) {
        frames++;
        if (away) {
            waiting.add(frame);
            bytesWaiting += frame.bytes.length;
        } else {
            write(frame);
            frame.answer.complete(frame);
        }
        return frame.answer;
    }
}
