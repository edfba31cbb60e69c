package io.counterpart.portal.database;

import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The only way to the tenants' tables: a transaction that sees the rows of one tenant. Row level security does the restricting, so
 * a query that forgets the tenant finds no other's rows.
 */
@Singleton
public class TenantDatabase {

    private final Mutiny.SessionFactory sessions;
    private final OutboxRelay relay;

    TenantDatabase(Mutiny.SessionFactory sessions, OutboxRelay relay) {
        this.sessions = sessions;
        this.relay = relay;
    }

    /** Runs this work in one transaction; what it put into the outbox leaves after it. */
    public <T> Uni<T> within(TenantId tenant, Function<TenantSession, Uni<T>> work) {
        return sessions.withTransaction((rows, transaction) -> {
                    TenantSession session = new TenantSession(tenant, rows);
                    return restrictRowsTo(tenant, rows)
                            .chain(() -> work.apply(session))
                            .map(result -> new Done<>(result, session.hasPublished()));
                })
                .map(this::tellRelay);
    }

    private record Done<T>(T result, boolean published) {}

    private <T> T tellRelay(Done<T> done) {
        if (done.published()) {
            relay.nudge();
        }
        return done.result();
    }

    private static Uni<?> restrictRowsTo(TenantId tenant, Mutiny.Session session) {
        return session.createNativeQuery("select set_config('app.tenant', :tenant, true)", String.class)
                .setParameter("tenant", tenant.value())
                .getSingleResult();
    }
}
