package io.counterpart.engine.output;

/**
 * A sink that makes its rows durable in batches, by a thread of its own: it never makes its caller wait. One writer serves all
 * partitions of one lane, of whatever tenants, so that a thousand quiet tenants need no more flushes than a loud one. Its
 * methods are called by that lane's thread alone.
 *
 * <p>A batch that cannot be written because the database is slow or away is tried again until it can: rows are idempotent.
 * Meanwhile {@link #hasRoom()} turns false, the fold stops, and the log keeps what comes.
 */
public interface HistoryWriter extends HistorySink, AutoCloseable {

    /**
     * Whether the rows of another frame may be put in. The bound is soft by one frame: {@link #row} always takes its row.
     * False while a full batch waits behind one that is being written.
     */
    boolean hasRoom();

    /**
     * Starts to write what waits, where it is enough (10,000 rows) or has waited long enough (250 ms) and no batch is under way.
     * Call it often, it costs nothing when nothing is due.
     *
     * @param nowMs a clock that does not go back, milliseconds
     */
    void flushDue(long nowMs);

    /** Has all that was taken until now written as soon as the batch under way is through, however little it is. */
    void flush();

    /** How many rows were taken since the writer was made. */
    long taken();

    /** How many of them, in the order they were taken, are durable: a checkpoint waits for it to reach its own {@link #taken()}. */
    long durable();

    /** How many rows are not durable yet. */
    default long waiting() {
        return taken() - durable();
    }

    /** Forgets what is not durable and frees all: the log still has it. */
    @Override
    void close();
}
