package io.counterpart.tenants.people;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.caller.Author;
import io.counterpart.tenants.change.Change;
import io.counterpart.tenants.change.Changes;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.http.Revision;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.plan.Plan;
import io.counterpart.tenants.provisioning.IdentityProviderAdmin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The people of a tenant, and what each is there. */
@ApplicationScoped
class Members {

    private final TenantDatabase database;
    private final Changes changes;
    private final IdentityProviderAdmin people;

    @Inject
    Members(TenantDatabase database, Changes changes, IdentityProviderAdmin people) {
        this.database = database;
        this.changes = changes;
        this.people = people;
    }

    /** What a put did: the row, and whether there was none before. */
    record Put(MemberRow member, boolean created) {}

    /** The person is known to the identity provider first: a crash in between leaves a login without rights, and a repeat mends it. */
    Uni<Put> put(TenantId tenant, Author author, Email email, Set<Role> roles, @Nullable String ifMatch) {
        return requireRoom(tenant, email)
                .chain(() -> people.ensureMember(tenant, email.value()))
                .chain(subject -> changes.make(tenant, author, change -> put(change, email, subject, roles, ifMatch)));
    }

    private Uni<Void> requireRoom(TenantId tenant, Email email) {
        return changes.look(
                tenant,
                change -> find(change.session(), email)
                        .chain(found -> found == null
                                ? requireRoom(change)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Put> put(Change change, Email email, String subject, Set<Role> roles, @Nullable String ifMatch) {
        return find(change.session(), email)
                .chain(found -> found == null
                        ? create(
                                change, new MemberRow(email.value(), subject, Roles.toRow(roles), change.at()), ifMatch)
                        : update(change, found, subject, roles, ifMatch));
    }

    private static Uni<Put> create(Change change, MemberRow member, @Nullable String ifMatch) {
        Revision.requireNone(ifMatch);
        return requireRoom(change)
                .chain(() -> change.session().persist(member))
                .invoke(() -> did(change, "member.create", member.subject))
                .replaceWith(new Put(member, true));
    }

    private static Uni<Put> update(
            Change change, MemberRow member, String subject, Set<Role> roles, @Nullable String ifMatch) {
        Revision.requireMatch(ifMatch, member.revision);
        String[] words = Roles.toRow(roles);
        if (!Arrays.equals(member.roles, words) || !member.subject.equals(subject)) {
            member.roles = words;
            member.subject = subject;
            member.revision++;
            did(change, "member.update", subject);
        }
        return Uni.createFrom().item(new Put(member, false));
    }

    private static Uni<Void> requireRoom(Change change) {
        Plan plan = Plan.named(change.plan());
        return change.session()
                .createQuery("select count(*) from MemberRow", Long.class)
                .getSingleResult()
                .invoke(used -> Plan.requireRoom("members", used, plan.members()))
                .replaceWithVoid();
    }

    /** The audit names people by subject: it outlives the address. */
    private static void did(Change change, String action, String subject) {
        change.did(action, "members/" + subject, new Task.Publish(Task.Subject.MEMBER, subject));
    }

    Uni<Void> remove(TenantId tenant, Author author, Email email) {
        return changes.make(
                tenant,
                author,
                change -> existing(change.session(), email)
                        .invoke(member -> change.did(
                                "member.remove",
                                "members/" + member.subject,
                                new Task.Publish(Task.Subject.MEMBER, member.subject),
                                new Task.LeaveOrganization(member.subject)))
                        .chain(member -> change.session().remove(member)));
    }

    Uni<MemberRow> get(TenantId tenant, Email email) {
        return database.within(tenant, session -> existing(session, email));
    }

    Uni<List<MemberRow>> after(TenantId tenant, String email, int limit) {
        return database.within(
                tenant,
                session -> session.createQuery("from MemberRow where email > :email order by email", MemberRow.class)
                        .setParameter("email", email)
                        .setMaxResults(limit)
                        .getResultList());
    }

    private static Uni<MemberRow> existing(Mutiny.Session session, Email email) {
        return find(session, email).onItem().ifNull().failWith(ProblemException::notFound);
    }

    private static Uni<MemberRow> find(Mutiny.Session session, Email email) {
        return session.find(MemberRow.class, email.value());
    }
}
