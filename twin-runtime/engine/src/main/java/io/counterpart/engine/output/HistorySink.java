package io.counterpart.engine.output;

import io.counterpart.contracts.identity.TenantId;

/** Where the fold puts rows of history; the history library's writer is one. */
@FunctionalInterface
public interface HistorySink {

    /** Forgets every row: for looking at a fold without its effects. */
    HistorySink NOWHERE = (tenant, row) -> {};

    /**
     * Takes one row. The row is rewritten as soon as this returns: copy it.
     *
     * <p>After a crash the same rows come again, equal in every part; a row is never changed by a later one.
     */
    void row(TenantId tenant, HistoryRow row);
}
