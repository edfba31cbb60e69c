package io.counterpart.history.writer;

import io.questdb.client.cutlass.line.LineSenderException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends a batch until QuestDB has it. QuestDB away, overloaded or starting: for ever, with growing pauses. QuestDB refusing what
 * it is sent: for a while, for that is what an erasure's renaming looks like; then it is a mistake that a person must see.
 */
final class Delivery {

    private static final Logger LOG = System.getLogger(Delivery.class.getName());
    private static final long FIRST_PAUSE_MS = 5;

    private final WriterLimits limits;

    Delivery(WriterLimits limits) {
        this.limits = limits;
    }

    /**
     * @param abandoned asked after every failure: whether nobody wants it any more
     * @return whether it is acknowledged; false when it was abandoned, all of it still in the batch
     * @throws HistoryUnwritable when QuestDB goes on refusing it
     */
    boolean deliver(Batch batch, BooleanSupplier abandoned) {
        long pauseMs = FIRST_PAUSE_MS;
        long refusedForMs = 0;
        int failures = 0;
        while (!abandoned.getAsBoolean()) {
            try {
                long began = System.nanoTime();
                batch.send();
                requireInTime(began);
                if (failures > 0) {
                    LOG.log(Level.INFO, "history is written again attempts={0}", failures + 1);
                }
                return true;
            } catch (LineSenderException e) {
                if (failures++ == 0) {
                    LOG.log(Level.WARNING, "history cannot be written, trying on rows={0}", batch.rows(), e);
                }
                refusedForMs = isRefusal(e) ? refusedForMs + pauseMs : 0;
                if (refusedForMs > limits.refusals().toMillis()) {
                    throw new HistoryUnwritable("QuestDB refuses the rows: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pauseMs));
                pauseMs = Math.min(pauseMs * 2, limits.longestPause().toMillis());
            }
        }
        return false;
    }

    /** An erasure drops a table when all requests that may have it must be over, a quarter later than they may last. */
    private void requireInTime(long began) {
        if (System.nanoTime() - began > limits.request().toNanos() * 9 / 8) {
            throw new HistoryUnwritable("QuestDB took rows later than a request may last");
        }
    }

    /** An answer of the 4xx kind. The client keeps the status in its text alone. */
    private static boolean isRefusal(LineSenderException e) {
        String message = e.getMessage();
        return message != null && message.contains("[http-status=4");
    }
}
