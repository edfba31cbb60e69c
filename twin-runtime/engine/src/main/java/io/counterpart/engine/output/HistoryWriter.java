package io.counterpart.engine.output;

/**
 * A sink that writes its rows in batches, by a thread of its own: it never makes its caller wait. One writer serves all
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

    /**
     * How many of them, in the order they were taken, the database has: a checkpoint waits for it to reach its
     * own {@link #taken()}. They outlive the database's process; that they outlive its machine is another step.
     */
    long acknowledged();

    /** How many rows the database does not have yet. */
    default long waiting() {
        return taken() - acknowledged();
    }

    /** Forgets what is not acknowledged and frees all: the log still has it. */
    @Override
    void close();
}
