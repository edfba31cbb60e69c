package io.counterpart.history.writer;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.BucketTables;
import io.counterpart.history.layout.Slots;
import io.counterpart.history.layout.StoredText;
import io.questdb.client.Sender;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows as bytes of QuestDB's line protocol, in the client's own buffer outside the heap. Nothing is allocated for a row. One
 * thread at a time has it: the lane's while it fills, the writing thread while it is sent.
 */
final class Batch implements AutoCloseable {

    private static final int TENANTS_REMEMBERED = 10_000;

    private final Sender sender;
    private final Map<TenantId, BucketTables> tables = new HashMap<>();
    private final int[] blockSeen = new int[Slots.BLOCKS];
    private TenantId lastTenant = new TenantId("none");
    private BucketTables lastTables = BucketTables.of(Bucket.of(lastTenant));
    private int round;
    private int rows;

    Batch(Sender sender) {
        this.sender = sender;
    }

    int rows() {
        return rows;
    }

    int bytes() {
        return sender.bufferView().size();
    }

    void append(TenantId tenant, HistoryRow row) {
        BucketTables tablesOfTenant = tables(tenant);
        appendNumbers(tablesOfTenant.numbers(), tenant, row);
        for (int i = 0; i < row.texts(); i++) {
            begin(tablesOfTenant.texts(), tenant, row, 0)
                    .longColumn("slot", row.textSlot(i))
                    .stringColumn("value", StoredText.of(row.text(i)))
                    .at(row.ts(), ChronoUnit.MILLIS);
        }
        for (int i = 0; i < row.arrays(); i++) {
            begin(tablesOfTenant.arrays(), tenant, row, 0)
                    .longColumn("slot", row.arraySlot(i))
                    .doubleArray("value", row.array(i))
                    .at(row.ts(), ChronoUnit.MILLIS);
        }
        rows++;
    }

    /** A row for each block of slots that the reading touches; its slots stand in no order, so each block is swept up at once. */
    private void appendNumbers(String table, TenantId tenant, HistoryRow row) {
        round++;
        for (int first = 0; first < row.numbers(); first++) {
            int block = Slots.block(row.numberSlot(first));
            if (blockSeen[block] == round) {
                continue;
            }
            blockSeen[block] = round;
            begin(table, tenant, row, block);
            for (int i = first; i < row.numbers(); i++) {
                int slot = row.numberSlot(i);
                if (Slots.block(slot) == block) {
                    sender.doubleColumn(Slots.column(slot), row.number(i));
                }
            }
            sender.at(row.ts(), ChronoUnit.MILLIS);
        }
    }

    private Sender begin(String table, TenantId tenant, HistoryRow row, int block) {
        return sender.table(table)
                .symbol("tenant", tenant.value())
                .symbol("twin", row.twin().value())
                .longColumn("position", row.position())
                .longColumn("part", Slots.part(row.element(), block))
                .timestampColumn("known_at", row.knownAt(), ChronoUnit.MILLIS);
    }

    /** A lane folds one frame after the other: mostly it is the tenant of the row before. */
    private BucketTables tables(TenantId tenant) {
        if (!tenant.equals(lastTenant)) {
            lastTables = remembered(tenant);
            lastTenant = tenant;
        }
        return lastTables;
    }

    private BucketTables remembered(TenantId tenant) {
        BucketTables known = tables.get(tenant);
        if (known == null) {
            if (tables.size() == TENANTS_REMEMBERED) {
                tables.clear();
            }
            known = BucketTables.of(Bucket.of(tenant));
            tables.put(tenant, known);
        }
        return known;
    }

    /** Sends all of it; where that fails, all of it is still there. */
    void send() {
        sender.flush();
        rows = 0;
    }

    @Override
    public void close() {
        sender.close();
    }
}
