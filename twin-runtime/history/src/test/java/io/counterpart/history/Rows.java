package io.counterpart.history;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.reader.History;
import io.counterpart.history.reader.HistoryQuery;
import io.counterpart.history.reader.HistoryReader;
import io.counterpart.history.reader.Point;
import io.counterpart.history.reader.PropertyRef;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Rows and questions of tests. */
public final class Rows {

    public static final long T0 = 1_780_000_000_000L;
    public static final TwinId PUMP = new TwinId("pump-1");
    public static final PropertyRef PRESSURE = number("pressure", 0);

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private Rows() {}

    /** A tenant that no other test has. */
    public static TenantId newTenant() {
        return new TenantId("tenant" + TENANTS.incrementAndGet() + "-of-test");
    }

    public static PropertyRef number(String name, int slot) {
        return new PropertyRef(new PropertyName(name), ValueSchema.DOUBLE, slot);
    }

    /** A row of one number, in slot 0. */
    public static HistoryRow row(TwinId twin, long ts, long position, double value) {
        HistoryRow row = new HistoryRow();
        row.begin(twin, ts, ts + 40, position, 0);
        row.addNumber(0, value);
        return row;
    }

    /** Waits until all that the writer has taken is acknowledged, as a checkpoint does. */
    public static void awaitAcknowledged(HistoryWriter writer) {
        writer.flush();
        Eventually.holds("all rows acknowledged", Duration.ofSeconds(30), () -> {
            writer.flushDue(System.nanoTime() / 1_000_000);
            return writer.waiting() == 0;
        });
    }

    /** Puts a row in as the fold does: only where there is room. */
    public static void put(HistoryWriter writer, TenantId tenant, HistoryRow row) {
        writer.flushDue(System.nanoTime() / 1_000_000);
        while (!writer.hasRoom()) {
            LockSupport.parkNanos(100_000);
            writer.flushDue(System.nanoTime() / 1_000_000);
        }
        writer.row(tenant, row);
    }

    public static HistoryQuery everything(PropertyRef... properties) {
        return new HistoryQuery(
                PUMP,
                List.of(properties),
                T0 - 1_000_000_000_000L,
                T0 + 1_000_000_000_000L,
                OptionalLong.empty(),
                new HistoryQuery.Detail.Page(100_000));
    }

    /** The points of the only property, once there are as many as expected: QuestDB applies its log after it has acknowledged. */
    public static List<Point> points(HistoryReader reader, TenantId tenant, HistoryQuery query, int expected) {
        List<Point>[] last = newHolder();
        Eventually.holds(expected + " points can be read", Duration.ofSeconds(20), () -> {
            History history = QuestDb.await(reader.read(tenant, query));
            last[0] = history.series().getFirst().points();
            return last[0].size() == expected;
        });
        return last[0];
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<Point>[] newHolder() {
        return new List[1];
    }
}
