package io.counterpart.history.experiment;

import io.counterpart.history.QuestDbProcess;
import io.questdb.client.Sender;
import java.lang.management.ManagementFactory;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;

/** Rows as twin-runtime writes them: wide, ten twins a tenant and more, in flushes of one size, in almost the order of time. */
final class Load {

    static final long START_MS = 1_780_000_000_000L;

    private final String[] tenants;
    private final String[] twins;
    private final IntFunction<String> tableOfTenant;
    private final boolean twinIsSymbol;
    private long sequence;

    Load(int tenants, int twins, IntFunction<String> tableOfTenant, boolean twinIsSymbol) {
        this.tenants = new String[tenants];
        this.twins = new String[Math.max(1, twins / tenants)];
        this.tableOfTenant = tableOfTenant;
        this.twinIsSymbol = twinIsSymbol;
        for (int i = 0; i < tenants; i++) {
            this.tenants[i] = "tenant-" + i;
        }
        for (int i = 0; i < this.twins.length; i++) {
            this.twins[i] = "pump-" + i;
        }
    }

    static Sender sender(QuestDbProcess questdb) {
        return Sender.builder(Sender.Transport.HTTP)
                .address(questdb.httpAddress())
                .httpUsernamePassword(QuestDbProcess.USER, QuestDbProcess.PASSWORD)
                .protocolVersion(Sender.PROTOCOL_VERSION_V2)
                .disableAutoFlush()
                .build();
    }

    /** Nanoseconds of this thread's CPU that it took. */
    long write(Sender sender, long rows, int rowsPerFlush) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (long i = 0; i < rows; i++) {
            row(sender);
            if ((i + 1) % rowsPerFlush == 0) {
                sender.flush();
            }
        }
        sender.flush();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    void row(Sender sender) {
        long n = sequence++;
        int tenant = (int) (n % tenants.length);
        String twin = twins[(int) (n / tenants.length % twins.length)];
        long ts = START_MS + n / 50;
        sender.table(tableOfTenant.apply(tenant)).symbol("tenant", tenants[tenant]);
        if (twinIsSymbol) {
            sender.symbol("twin", twin);
        } else {
            sender.stringColumn("twin", twin);
        }
        sender.longColumn("position", n << 12).longColumn("part", 0);
        sender.timestampColumn("known_at", ts + 40, ChronoUnit.MILLIS);
        for (int c = 0; c < 8; c++) {
            sender.doubleColumn(Tables.NUMBER_COLUMNS[c], n * 0.37 + c);
        }
        sender.at(ts, ChronoUnit.MILLIS);
    }
}
