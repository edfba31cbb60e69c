package io.counterpart.history;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.connection.QuestDbPool;
import io.counterpart.history.erasure.TenantErasure;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.BucketTables;
import io.counterpart.history.layout.HistoryTables;
import io.counterpart.history.reader.HistoryReader;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.sync.AppliedRows;
import io.counterpart.history.sync.DiskSync;
import io.counterpart.history.writer.HistoryWriters;
import io.counterpart.history.writer.WriterLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** History in one QuestDB: where a service gets its writers, its reader and the erasure from. It opens connections as they are needed. */
public final class QuestDbHistory {

    private static final int CONNECTIONS_OF_UPKEEP = 3;
    private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(1);

    private final Pool upkeep;
    private final HistoryWriters writers;
    private final HistoryReader reader;
    private final TenantErasure erasure;
    private final DiskSync disk;
    private final AppliedRows applied;

    public QuestDbHistory(Vertx vertx, QuestDbAddress address, WriterLimits writing, ReaderLimits reading) {
        this.upkeep = QuestDbPool.open(vertx, address, CONNECTIONS_OF_UPKEEP);
        this.writers = new HistoryWriters(address, writing);
        this.reader = new HistoryReader(vertx, address, reading);
        this.erasure = new TenantErasure(vertx, upkeep, writing.request());
        this.disk = new DiskSync(vertx, upkeep, BETWEEN_SYNCS);
        this.applied = new AppliedRows(vertx, upkeep);
    }

    /** Creates the tables that are not there, see {@link HistoryTables#install}; call it at every start, before the first row. */
    public Future<Void> install() {
        return HistoryTables.install(upkeep);
    }

    /** A writer for one lane of the fold, with a thread of its own; who asks for it closes it. */
    public HistoryWriter newWriter() {
        return writers.open();
    }

    public HistoryReader reader() {
        return reader;
    }

    /** Done when every row that a writer calls acknowledged is on disk, see {@link DiskSync#sync}. */
    public Future<Void> sync() {
        return disk.sync();
    }

    /** Done when all that QuestDB has acknowledged of a tenant's numbers before this call can be read. */
    public Future<Void> applied(TenantId tenant) {
        return applied.of(BucketTables.of(Bucket.of(tenant)).numbers()).mapEmpty();
    }

    public TenantErasure erasure() {
        return erasure;
    }

    /** Closes the connections; writers are closed by who opened them. */
    public Future<Void> close() {
        disk.close();
        return Future.join(reader.close(), upkeep.close()).mapEmpty();
    }
}
