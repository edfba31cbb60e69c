package io.counterpart.tenants.people;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.access.AccessSource;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.outbox.Task;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands on {@code access} of people, by subject. */
@ApplicationScoped
class MemberAccess implements AccessSource {

    private final TenantDatabase database;

    @Inject
    MemberAccess(TenantDatabase database) {
        this.database = database;
    }

    @Override
    public Task.Subject subject() {
        return Task.Subject.MEMBER;
    }

    @Override
    public Uni<Fact> current(TenantId tenant, String subject) {
        return database.within(
                tenant,
                session -> session.createQuery("from MemberRow where subject = :subject", MemberRow.class)
                        .setParameter("subject", subject)
                        .getSingleResultOrNull()
                        .map(member -> new Fact(AccessEvent.Member.key(tenant, subject), event(tenant, member))));
    }

    private static AccessEvent.@Nullable Member event(TenantId tenant, @Nullable MemberRow member) {
        return member == null
                ? null
                : new AccessEvent.Member(tenant, member.subject, member.email, Roles.ofRow(member.roles));
    }

    @Override
    public Uni<List<String>> keys(TenantId tenant) {
        return database.within(
                tenant,
                session -> session.createQuery("select subject from MemberRow", String.class)
                        .getResultList()
                        .map(subjects -> subjects.stream()
                                .map(subject -> AccessEvent.Member.key(tenant, subject))
                                .toList()));
    }
}
