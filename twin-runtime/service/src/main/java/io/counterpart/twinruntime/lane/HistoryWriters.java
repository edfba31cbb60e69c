package io.counterpart.twinruntime.lane;

import io.counterpart.engine.output.HistoryWriter;

/** Makes the lanes' writers of history. */
@FunctionalInterface
public interface HistoryWriters {

    HistoryWriter open();
}
