package io.counterpart.history.writer;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.questdb.client.Sender;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two batches: the lane's thread fills one while a thread of the writer's own sends the other, and sends it again until QuestDB
 * has it. Rows are idempotent, so a request whose answer was lost does no harm.
 */
final class QuestDbWriter implements HistoryWriter {

    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final WriterLimits limits;
    private final Delivery delivery;
    private final Batch one;
    private final Batch other;
    private final Thread thread;

    // The lane's thread alone has these.
    private Batch filling;
    private long taken;
    private long waitingSinceMs = NOT_WAITING;
    private boolean urgent;

    // Written by the lane before it sets `underWay`, read by the sending thread after it has seen it.
    private long takenOfUnderWay;
    private volatile @Nullable Batch underWay;
    private volatile long acknowledged;
    private volatile @Nullable HistoryUnwritable failure;
    private volatile boolean closed;

    QuestDbWriter(Supplier<Sender> senders, WriterLimits limits) {
        this.limits = limits;
        this.delivery = new Delivery(limits);
        this.one = new Batch(senders.get());
        this.other = new Batch(senders.get());
        this.filling = one;
        this.thread = Thread.ofPlatform().name("history-writer").daemon().unstarted(this::sendWhileOpen);
        thread.start();
    }

    @Override
    public void row(TenantId tenant, HistoryRow row) {
        requireWritable();
        filling.append(tenant, row);
        taken++;
    }

    @Override
    public boolean hasRoom() {
        requireWritable();
        return underWay == null || !isFull(limits.overfill());
    }

    private boolean isFull(int times) {
        return filling.rows() >= times * limits.rows() || filling.bytes() >= times * limits.bytes();
    }

    @Override
    public void flushDue(long nowMs) {
        requireWritable();
        if (filling.rows() == 0) {
            return;
        }
        if (waitingSinceMs == NOT_WAITING) {
            waitingSinceMs = nowMs;
        }
        if (underWay == null
                && (urgent
                        || isFull(1)
                        || nowMs - waitingSinceMs >= limits.linger().toMillis())) {
            handOver();
        }
    }

    @Override
    public void flush() {
        requireWritable();
        if (filling.rows() == 0) {
            return;
        }
        urgent = true;
        if (underWay == null) {
            handOver();
        }
    }

    private void handOver() {
        Batch full = filling;
        filling = full == one ? other : one;
        takenOfUnderWay = taken;
        waitingSinceMs = NOT_WAITING;
        urgent = false;
        underWay = full;
        LockSupport.unpark(thread);
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public long acknowledged() {
        requireWritable();
        return acknowledged;
    }

    private void requireWritable() {
        HistoryUnwritable why = failure;
        if (why != null) {
            throw new HistoryUnwritable("history cannot be written", why);
        }
        if (closed) {
            throw new IllegalStateException("the writer is closed");
        }
    }

    private void sendWhileOpen() {
        try (one;
                other) {
            while (!closed) {
                Batch batch = underWay;
                if (batch == null) {
                    LockSupport.park(this);
                } else if (delivery.deliver(batch, () -> closed)) {
                    acknowledged = takenOfUnderWay;
                    underWay = null;
                }
            }
        } catch (HistoryUnwritable e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new HistoryUnwritable("the writing thread failed", e);
        }
    }

    /** Waits for a request that is under way, no longer than a request may take: its buffer is not ours until then. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(limits.request().plusSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
