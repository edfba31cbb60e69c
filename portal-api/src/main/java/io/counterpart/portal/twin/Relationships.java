package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.database.TenantSession;
import io.counterpart.portal.history.TwinPath;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.twin.KnownTypes.Attempt;
import io.counterpart.portal.twin.RelationshipRows.Filter;
import io.counterpart.portal.twin.RelationshipRows.Row;
import io.counterpart.portal.type.Interfaces;
import io.counterpart.portal.type.TwinTypes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The relationships between twins: held to what the source's type declares, kept in rows, told to the log in the same transaction.
 * Writers of one tenant take turns ({@link TenantDatabase#writeGraph}), so what is checked still holds when it is written.
 */
@Singleton
class Relationships {

    /** How many may lead from one twin. */
    static final int OUTGOING_MAX = 10_000;

    private final TenantDatabase database;
    private final TwinTypes types;
    private final Interfaces interfaces;
    private final LiveStates states;
    private final AccessDirectory access;

    Relationships(
            TenantDatabase database,
            TwinTypes types,
            Interfaces interfaces,
            LiveStates states,
            AccessDirectory access) {
        this.database = database;
        this.types = types;
        this.interfaces = interfaces;
        this.states = states;
        this.access = access;
    }

    /**
     * A relationship as it stands.
     *
     * @param relationship it
     * @param etag of it
     * @param created whether it is new by this call
     * @param graphRevision of the tenant's graph that has it
     */
    record Written(Relationship relationship, String etag, boolean created, long graphRevision) {}

    /** Puts a relationship there, or gives it other properties; the same again changes nothing. Fails with a problem where it may not be. */
    Uni<Written> put(TenantId tenant, RelationshipKey key, JsonNode properties, Precondition precondition) {
        return states.of(tenant)
                .chain(live -> KnownTypes.attempt(
                        interfaces,
                        tenant,
                        known -> database.writeGraph(
                                tenant,
                                session -> ends(session, key)
                                        .chain(ends -> new Put(
                                                        session, tenant, live, ends, key, properties, precondition)
                                                .attempt(known)))));
    }

    /**
     * The rows of the twins at both ends.
     *
     * @param source null for a twin without one
     * @param target null for a twin without one
     */
    private record Ends(
            @Nullable TwinEntity source, @Nullable TwinEntity target) {}

    private static Uni<Ends> ends(TenantSession session, RelationshipKey key) {
        return session.rows()
                .find(TwinEntity.class, key.source().value(), key.target().value())
                .map(rows -> new Ends(rows.get(0), rows.get(1)));
    }

    /** One putting, with the graph held. */
    private final class Put {

        private final TenantSession session;
        private final TenantId tenant;
        private final RelationshipKey key;
        private final JsonNode properties;
        private final Precondition precondition;
        private final Ends ends;
        private final Twin source;
        private final Twin target;

        Put(
                TenantSession session,
                TenantId tenant,
                LiveTenant live,
                Ends ends,
                RelationshipKey key,
                JsonNode properties,
                Precondition precondition) {
            this.session = session;
            this.tenant = tenant;
            this.key = key;
            this.properties = properties;
            this.precondition = precondition;
            this.ends = ends;
            source = Twins.existing(ends.source(), live, key.source()).orElseThrow(TwinPath::unknown);
            target = Twins.existing(ends.target(), live, key.target())
                    .orElseThrow(() -> new ApiProblem(
                            ProblemType.NOT_FOUND,
                            "There is no twin '" + key.target() + "' to lead to. Define it first."));
        }

        Uni<Attempt<Written>> attempt(KnownTypes known) {
            Set<TypeId> lacking = known.lacking(Set.of(source.type()));
            if (!lacking.isEmpty()) {
                return Uni.createFrom().item(new Attempt.Lacking<>(lacking));
            }
            RelationshipRules.Rule rule = rule(known);
            rule.refusal(properties).ifPresent(why -> {
                throw new ApiProblem(ProblemType.BAD_REQUEST, why);
            });
            return requireTarget(rule)
                    .chain(() -> RelationshipRows.find(session, key))
                    .chain(row -> write(rule, row.orElse(null)))
                    .map(Attempt.Done::new);
        }

        private RelationshipRules.Rule rule(KnownTypes known) {
            RelationshipRules rules = known.rules(source.type())
                    .orElseThrow(() -> new ApiProblem(
                            ProblemType.CONFLICT,
                            "The type " + source.type() + " of '" + key.source()
                                    + "' is not defined, and so declares no relationship. Define it first."));
            return rules.of(key.name())
                    .orElseThrow(() -> new ApiProblem(
                            ProblemType.BAD_REQUEST,
                            "The type " + source.type() + " of '" + key.source() + "' declares no relationship '"
                                    + key.name() + "'; declared are: " + rules.names()
                                    + ". Use one of these, or a version of the type that declares it."));
        }

        private Uni<Void> requireTarget(RelationshipRules.Rule rule) {
            if (rule.leadsTo(target.type(), Set.of())) {
                return Uni.createFrom().voidItem();
            }
            return types.ancestors(session, Set.of(target.type()))
                    .map(ancestors -> ancestors.getOrDefault(target.type(), Set.of()))
                    .invoke(ancestors -> {
                        if (!rule.leadsTo(target.type(), ancestors)) {
                            throw new ApiProblem(
                                    ProblemType.BAD_REQUEST,
                                    "'" + key.name() + "' leads to twins of " + rule.target()
                                            + " or of a type that inherits from it, and '" + key.target() + "' is of "
                                            + target.type() + ".");
                        }
                    })
                    .replaceWithVoid();
        }

        private Uni<Written> write(RelationshipRules.Rule rule, @Nullable Row row) {
            Row present = row == null || row.removed() ? null : row;
            require(precondition, present);
            if (present != null && present.has(properties)) {
                return session.graphRevision().map(revision -> written(present, false, revision));
            }
            boolean created = present == null;
            Row next = new Row(properties, false, row == null ? 0 : row.revision() + 1);
            return (created ? requireRoom(rule) : Uni.createFrom().voidItem())
                    .chain(() -> adopt(ends.source(), source))
                    .chain(() -> key.source().equals(key.target())
                            ? Uni.createFrom().voidItem()
                            : adopt(ends.target(), target))
                    .chain(session.rows()::flush)
                    .chain(() -> RelationshipRows.write(session, key, next))
                    .chain(session::graphRevision)
                    .call(revision -> session.publish(
                            new Input.RelationshipSet(
                                    key.source(), revision, key.name(), key.target(), target.group(), properties),
                            source.group(),
                            Twins.partitions(access, tenant)))
                    .map(revision -> written(next, created, revision));
        }

        private Written written(Row row, boolean created, long revision) {
            return new Written(relationship(key, row), row.etag(), created, revision);
        }

        private Uni<Void> requireRoom(RelationshipRules.Rule rule) {
            return RelationshipRows.counts(session, key.source(), key.name())
                    .invoke(counts -> {
                        if (counts.ofName() >= rule.most()) {
                            throw new ApiProblem(
                                    ProblemType.CONFLICT,
                                    "'" + key.source() + "' has " + counts.ofName() + " relationships '" + key.name()
                                            + "', and its type allows " + rule.most() + ". Remove one first.");
                        }
                        if (counts.all() >= OUTGOING_MAX) {
                            throw new ApiProblem(
                                    ProblemType.CONFLICT,
                                    "'" + key.source() + "' has " + counts.all()
                                            + " relationships, and a twin may have " + OUTGOING_MAX
                                            + ". Let them lead the other way.");
                        }
                    })
                    .replaceWithVoid();
        }

        /** A twin that only the log knew gets a row, for others to refer to. */
        private Uni<Void> adopt(@Nullable TwinEntity row, Twin twin) {
            return row == null
                    ? session.rows().persist(TwinEntity.of(twin))
                    : Uni.createFrom().voidItem();
        }
    }

    private static Relationship relationship(RelationshipKey key, Row row) {
        return new Relationship(key.source(), key.name(), key.target(), row.properties());
    }

    private static void require(Precondition precondition, @Nullable Row row) {
        if (!precondition.holds(row == null ? null : row.etag())) {
            throw new ApiProblem(ProblemType.PRECONDITION_FAILED, "Read it again, and decide anew.");
        }
    }

    /** Removes a relationship; the revision of the graph without it. */
    Uni<Long> remove(TenantId tenant, RelationshipKey key, Precondition precondition) {
        return database.writeGraph(
                tenant,
                session -> ends(session, key).chain(ends -> {
                    TwinEntity source = ends.source();
                    if (source == null || source.removed) {
                        throw unknown();
                    }
                    return RelationshipRows.find(session, key)
                            .map(row -> row.filter(there -> !there.removed()).orElseThrow(Relationships::unknown))
                            .invoke(row -> require(precondition, row))
                            .chain(row -> RelationshipRows.write(
                                    session, key, new Row(row.properties(), true, row.revision() + 1)))
                            .chain(session::graphRevision)
                            .call(revision -> session.publish(
                                    new Input.RelationshipRemoved(key.source(), revision, key.name(), key.target()),
                                    Twin.of(source).group(),
                                    Twins.partitions(access, tenant)));
                }));
    }

    /** A relationship with its ETag. */
    Uni<Optional<Written>> find(TenantId tenant, RelationshipKey key) {
        return database.within(
                tenant,
                session -> RelationshipRows.find(session, key)
                        .map(found -> found.filter(row -> !row.removed())
                                .map(row -> new Written(relationship(key, row), row.etag(), false, 0))));
    }

    /** Those that lead from a twin; fails with a problem when there is no such twin. */
    Uni<List<Relationship>> outgoing(TenantId tenant, Filter filter, int limit) {
        return ofExisting(tenant, filter.twin(), session -> RelationshipRows.outgoing(session, filter, limit));
    }

    /** Those that lead to a twin; fails with a problem when there is no such twin. */
    Uni<List<Relationship>> incoming(TenantId tenant, Filter filter, int limit) {
        return ofExisting(tenant, filter.twin(), session -> RelationshipRows.incoming(session, filter, limit));
    }

    private interface Question {
        Uni<List<Relationship>> ask(TenantSession session);
    }

    private Uni<List<Relationship>> ofExisting(TenantId tenant, TwinId twin, Question question) {
        return states.of(tenant)
                .chain(live -> database.within(
                        tenant,
                        session -> session.rows()
                                .find(TwinEntity.class, twin.value())
                                .chain(row -> {
                                    if (Twins.existing(row, live, twin).isEmpty()) {
                                        throw TwinPath.unknown();
                                    }
                                    return question.ask(session);
                                })));
    }

    static ApiProblem unknown() {
        return new ApiProblem(ProblemType.NOT_FOUND, "There is no such relationship.");
    }
}
