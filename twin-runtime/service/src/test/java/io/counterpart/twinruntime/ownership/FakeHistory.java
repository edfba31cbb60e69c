package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.twinruntime.checkpoint.HistoryDisk;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** History in memory: rows of numbers by key, as a database with upserts has them; acknowledged and on disk when the test lets it. */
final class FakeHistory implements HistoryWriter, HistoryDisk {

    final Map<String, Double> rows = new LinkedHashMap<>();
    boolean hasRoom = true;
    boolean answers = true;
    boolean broken;
    CompletableFuture<Void> onDisk = CompletableFuture.completedFuture(null);
    private long taken;
    private long acknowledged;

    @Override
    public void row(TenantId tenant, HistoryRow row) {
        requireWhole();
        taken++;
        if (row.numbers() > 0) {
            rows.put(
                    tenant + " " + row.twin() + " " + row.ts() + " " + row.position() + " " + row.element(),
                    row.number(0));
        }
        settle();
    }

    private void settle() {
        if (answers) {
            acknowledged = taken;
        }
    }

    private void requireWhole() {
        if (broken) {
            throw new IllegalStateException("history is broken");
        }
    }

    @Override
    public boolean hasRoom() {
        requireWhole();
        return hasRoom;
    }

    @Override
    public void flushDue(long nowMs) {
        requireWhole();
        settle();
    }

    @Override
    public void flush() {
        requireWhole();
        settle();
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }

    @Override
    public CompletionStage<Void> sync() {
        return onDisk;
    }

    @Override
    public void close() {
        broken = true;
    }
}
