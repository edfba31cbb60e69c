package io.counterpart.tenants.audit;

import io.counterpart.tenants.caller.Author;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The chain in the database: appended to by whoever holds the tenant's write lock, read back in pages. */
@ApplicationScoped
public class AuditTrail {

    /** Adds an entry; the transaction must be the tenant's only writer. */
    public Uni<Void> append(Mutiny.Session session, Author author, Instant at, String action, String target) {
        return session.createQuery("from AuditRow order by sequence desc", AuditRow.class)
                .setMaxResults(1)
                .getResultList()
                .map(newest -> newest.isEmpty() ? null : newest.getFirst().entry())
                .map(last -> AuditEntry.after(
                        last == null ? 1 : last.sequence() + 1,
                        last == null ? AuditEntry.START : last.hash(),
                        at,
                        author.actor(),
                        action,
                        target,
                        author.requestId()))
                .chain(entry -> session.persist(AuditRow.of(entry)))
                .chain(session::flush);
    }

    /** Adds an entry unless it is there already: for a writer who may not know whether it did. */
    public Uni<Void> appendOnce(Mutiny.Session session, Author author, Instant at, String action, String target) {
        return session.createQuery(
                        "select count(*) from AuditRow where at = :at and action = :action and target = :target"
                                + " and requestId = :requestId",
                        Long.class)
                .setParameter("at", at)
                .setParameter("action", action)
                .setParameter("target", target)
                .setParameter("requestId", author.requestId())
                .getSingleResult()
                .chain(there -> there > 0 ? Uni.createFrom().voidItem() : append(session, author, at, action, target));
    }

    /** The newest entries before this one, newest first. */
    Uni<List<AuditEntry>> before(Mutiny.Session session, long sequence, int limit) {
        return session.createQuery("from AuditRow where sequence < :sequence order by sequence desc", AuditRow.class)
                .setParameter("sequence", sequence)
                .setMaxResults(limit)
                .getResultList()
                .map(AuditTrail::entries);
    }

    /** The oldest entries after this one, oldest first. */
    Uni<List<AuditEntry>> after(Mutiny.Session session, long sequence, int limit) {
        return session.createQuery("from AuditRow where sequence > :sequence order by sequence", AuditRow.class)
                .setParameter("sequence", sequence)
                .setMaxResults(limit)
                .getResultList()
                .map(AuditTrail::entries);
    }

    private static List<AuditEntry> entries(List<AuditRow> rows) {
        return rows.stream().map(AuditRow::entry).toList();
    }
}
