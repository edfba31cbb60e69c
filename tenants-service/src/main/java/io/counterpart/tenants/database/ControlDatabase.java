package io.counterpart.tenants.database;

import io.counterpart.contracts.identity.TenantId;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;

/** The way to the tables that span tenants. Its role cannot reach any tenant's own tables. */
@ApplicationScoped
public class ControlDatabase {

    private final Pool pool;

    @Inject
    ControlDatabase(@ReactiveDataSource("control") Pool pool) {
        this.pool = pool;
    }

    /** One transaction. */
    public <T> Uni<T> transaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work);
    }

    /** Writes about one tenant, in turn with every other writer of that tenant. */
    public <T> Uni<T> exclusively(TenantId tenant, Function<SqlConnection, Uni<T>> work) {
        return transaction(connection -> connection
                .preparedQuery("select " + WriteLock.TAKE.formatted("$1"))
                .execute(Tuple.of(tenant.value()))
                .chain(() -> work.apply(connection)));
    }
}
