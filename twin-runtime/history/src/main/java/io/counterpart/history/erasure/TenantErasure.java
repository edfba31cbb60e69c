package io.counterpart.history.erasure;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Arrays;

/**
 * Erases a tenant. QuestDB has no DELETE, so each table of its bucket is replaced: an empty one takes the name, what had it is
 * copied without the tenant, and dropped when no writer can have it any more. Writers notice a name that is missing for some milliseconds and try again; readers read
 * both tables.
 *
 * <p>The tenant must not be written any more. One erasure at a time, by one process. After a crash call it again: where it
 * stopped is seen in the tables' names.
 */
public final class TenantErasure {

    private final Vertx vertx;
    private final Pool pool;
    private final Duration longestRequest;

    /**
     * @param longestRequest how long a request of any writer of this database may last: so long a replaced table is kept
     */
    public TenantErasure(Vertx vertx, Pool pool, Duration longestRequest) {
        this.vertx = vertx;
        this.pool = pool;
        this.longestRequest = longestRequest;
    }

    /**
     * Done when no table holds a row of the tenant and what held them is dropped. Its files are gone when the database has next
     * purged what was dropped ({@code cairo.wal.purge.interval}, 30 s unless set otherwise).
     */
    public Future<Void> erase(TenantId tenant) {
        return Future.join(Arrays.stream(Family.values())
                        .map(family -> new TableReplacement(vertx, pool, family, Bucket.of(tenant), longestRequest))
                        .map(replacement -> replacement.without(tenant))
                        .toList())
                .mapEmpty();
    }
}
