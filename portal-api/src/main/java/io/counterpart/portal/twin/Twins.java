package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.dtdl.Schema;
import io.counterpart.engine.dtdl.SchemaDocument;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.database.TenantSession;
import io.counterpart.portal.history.DefinedTwins;
import io.counterpart.portal.history.TwinPath;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.live.TwinView;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.twin.KnownTypes.Attempt;
import io.counterpart.portal.twin.RelationshipRows.Filter;
import io.counterpart.portal.type.DeclaredCommands;
import io.counterpart.portal.type.Definitions;
import io.counterpart.portal.type.Interfaces;
import io.counterpart.portal.type.TwinTypes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The definitions of twins: kept in rows, told to the log in the same transaction. */
@Singleton
public class Twins implements DefinedTwins {

    /** How many relationships end with a twin at once, those that lead to it among them. */
    static final int RELATIONSHIPS_ENDED_MAX = 20_000;

    private final TenantDatabase database;
    private final TwinTypes types;
    private final Interfaces interfaces;
    private final LiveStates states;
    private final AccessDirectory access;

    Twins(TenantDatabase database, TwinTypes types, Interfaces interfaces, LiveStates states, AccessDirectory access) {
        this.database = database;
        this.types = types;
        this.interfaces = interfaces;
        this.states = states;
        this.access = access;
    }

    /** What became of a change. */
    sealed interface Outcome {

        /** @param graphRevision of the tenant's graph that has it */
        record Written(Twin twin, boolean created, long graphRevision) implements Outcome {}

        /**
         * @param desire what was wanted of it, which the log takes up soon
         * @param graphRevision of the tenant's graph that has it
         */
        record Patched(Twin twin, Desire desire, long graphRevision) implements Outcome {}

        /** @param graphRevision of the tenant's graph without it */
        record Removed(long graphRevision) implements Outcome {}

        record UnknownTwin() implements Outcome {}

        record UnknownType() implements Outcome {}

        record PreconditionFailed() implements Outcome {}

        /** @param reason a sentence */
        record Conflict(String reason) implements Outcome {}
    }

    /**
     * What somebody may want of a twin.
     *
     * @param writable the properties of which something may be wanted
     * @param accepts the commands that its type declares
     */
    record Possible(List<PropertyName> writable, List<TwinView.Offer> accepts) {}

    /**
     * A twin as it is read.
     *
     * @param twin its definition, or what its device made of it
     * @param relationships the first that lead from it
     */
    record Found(Twin twin, List<Relationship> relationships, Possible possible) {}

    /** This twin; empty where neither a definition nor a device has made it. */
    Uni<Optional<Found>> find(TenantId tenant, LiveTenant live, TwinId id) {
        Filter first = new Filter(id, "", "", "");
        return database.within(
                        tenant,
                        session -> session.rows()
                                .find(TwinEntity.class, id.value())
                                .chain(row -> RelationshipRows.outgoing(session, first, TwinView.RELATIONSHIPS_SHOWN)
                                        .map(relationships -> existing(row, live, id)
                                                .map(twin -> new Found(
                                                        twin, relationships, new Possible(List.of(), List.of()))))))
                .chain(found -> found.map(read -> possible(tenant, live, read.twin())
                                .map(possible -> Optional.of(new Found(read.twin(), read.relationships(), possible))))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Possible> possible(TenantId tenant, LiveTenant live, Twin twin) {
        return twin.type().equals(TypeId.UNTYPED)
                ? Uni.createFrom()
                        .item(new Possible(
                                live.twin(twin.id())
                                        .map(state -> WishRules.of(state).writable())
                                        .orElse(List.of()),
                                List.of()))
                : interfaces
                        .of(tenant, Set.of(twin.type()))
                        .map(found -> Optional.ofNullable(found.get(twin.type()))
                                .map(type -> new Possible(WishRules.of(type).writable(), offers(type)))
                                .orElseGet(() -> new Possible(List.of(), List.of())));
    }

    private static List<TwinView.Offer> offers(Interface type) {
        List<TwinView.Offer> offers = new ArrayList<>();
        DeclaredCommands.of(type)
                .forEach((name, command) -> offers.add(new TwinView.Offer(
                        name,
                        Definitions.displayName(command.displayName()),
                        written(command.request()),
                        written(command.response()))));
        return offers;
    }

    private static @Nullable JsonNode written(Schema.@Nullable Field field) {
        return field == null ? null : SchemaDocument.write(field.schema());
    }

    @Override
    public Uni<Boolean> isDefined(TenantId tenant, TwinId id) {
        return database.within(tenant, session -> session.rows().find(TwinEntity.class, id.value()))
                .map(row -> row != null && !row.removed);
    }

    /** The twin of this row, or what its device made of it where there is none; empty for one that was removed. */
    static Optional<Twin> existing(@Nullable TwinEntity row, LiveTenant live, TwinId id) {
        if (row == null) {
            return live.twin(id).map(Twin::of);
        }
        return row.removed ? Optional.empty() : Optional.of(Twin.of(row));
    }

    /** Over how many partitions the tenant's groups are spread. */
    static int partitions(AccessDirectory access, TenantId tenant) {
        return access.tenant(tenant).map(AccessEvent.Tenant::partitions).orElse(1);
    }

    /** Defines a twin, or defines it anew; the same again changes nothing. */
    Uni<Outcome> define(TenantId tenant, TwinId id, TwinBody body, Precondition precondition) {
        return KnownTypes.attempt(
                interfaces,
                tenant,
                known -> changing(
                        tenant,
                        id,
                        (session, change) -> types.exists(session, body.type())
                                .chain(there -> there
                                        ? change.define(body, precondition, known)
                                        : Attempt.done(new Outcome.UnknownType()))));
    }

    /**
     * Takes a twin from one version of its type to another.
     *
     * @param dryRun whether to say only whether it can be
     * @return why not, as a sentence; empty where it is done, or could be
     */
    Uni<Optional<String>> migrate(TenantId tenant, TwinId id, TypeId from, TypeId to, boolean dryRun) {
        return KnownTypes.attempt(
                interfaces,
                tenant,
                known -> changing(tenant, id, (session, change) -> change.migrate(from, to, dryRun, known)));
    }

    /** Gives a twin another name, or wants something of it; fails with a problem where that cannot be. */
    Uni<Outcome> patch(TenantId tenant, TwinId id, TwinPatch patch, Precondition precondition) {
        return KnownTypes.attempt(
                interfaces,
                tenant,
                known -> changing(tenant, id, (session, change) -> change.patch(patch, precondition, known)));
    }

    /** Removes a twin, and the relationships from it and to it: its readings are rejected from here on, its history stays. */
    Uni<Outcome> remove(TenantId tenant, TwinId id, Precondition precondition) {
        return changing(tenant, id, (session, change) -> change.remove(precondition));
    }

    /**
     * A twin whose definition stays as it is until what is done with it is done.
     *
     * @param session the transaction
     * @param device the device that is bound to it, null for none
     * @param state what the log has told of it
     * @param partitions over how many its tenant's groups are spread
     */
    public record Held(
            TenantSession session,
            TwinId id,
            TypeId type,
            GroupId group,
            @Nullable DeviceId device,
            Optional<TwinState> state,
            int partitions) {

        /** Tells the log something of it, once the transaction holds; and before it of the twin itself, of which it may not know yet. */
        public Uni<Void> publish(Input input) {
            List<TenantSession.Addressed> told = new ArrayList<>();
            if (state.isEmpty()) {
                told.add(new TenantSession.Addressed(group, new Input.TwinDefined(id, group, type, device)));
            }
            told.add(new TenantSession.Addressed(group, input));
            return session.publish(told, partitions);
        }
    }

    /** Does something with a twin, whose definition is held; fails with a problem where there is none. */
    public <T> Uni<T> holding(TenantId tenant, TwinId id, Function<Held, Uni<T>> work) {
        return changing(tenant, id, (session, change) -> work.apply(change.held()));
    }

    private interface Work<T> {
        Uni<T> on(TenantSession session, Change change);
    }

    private <T> Uni<T> changing(TenantId tenant, TwinId id, Work<T> work) {
        return states.of(tenant)
                .chain(live -> database.writeGraph(
                        tenant,
                        session -> session.rows()
                                .find(TwinEntity.class, id.value())
                                .chain(row -> work.on(session, new Change(session, tenant, live, id, row)))));
    }

    /** One change of one twin, with the graph held. */
    private final class Change {

        private final TenantSession session;
        private final TenantId tenant;
        private final TwinId id;
        private final @Nullable TwinEntity row;
        private final Optional<Twin> existing;
        private final Optional<TwinState> state;

        Change(TenantSession session, TenantId tenant, LiveTenant live, TwinId id, @Nullable TwinEntity row) {
            this.session = session;
            this.tenant = tenant;
            this.id = id;
            this.row = row;
            this.existing = existing(row, live, id);
            this.state = live.twin(id);
        }

        Held held() {
            Twin twin = existing.orElseThrow(TwinPath::unknown);
            return new Held(session, id, twin.type(), twin.group(), twin.device(), state, partitions());
        }

        private boolean holds(Precondition precondition) {
            return precondition.holds(existing.map(Twin::etag).orElse(null));
        }

        Uni<Attempt<Outcome>> define(TwinBody body, Precondition precondition, KnownTypes known) {
            if (!holds(precondition)) {
                return Attempt.done(new Outcome.PreconditionFailed());
            }
            Optional<AccessEvent.Device> device =
                    Optional.ofNullable(body.device()).flatMap(named -> access.device(tenant, named));
            if (device.isPresent() && !device.get().twin().equals(id)) {
                return Attempt.done(
                        new Outcome.Conflict("The device is bound to another twin. Bind it by PUT /devices/{device}."));
            }
            GroupId standsIn = existing.map(Twin::group)
                    .or(() -> device.map(AccessEvent.Device::group))
                    .orElse(null);
            if (standsIn != null && body.group() != null && !body.group().equals(standsIn)) {
                return Attempt.done(
                        new Outcome.Conflict("The twin stands in the group " + standsIn + ", and stays there."));
            }
            GroupId group = standsIn != null ? standsIn : body.group() != null ? body.group() : GroupId.of(id);
            Twin wanted = new Twin(
                    id,
                    body.type(),
                    group,
                    body.device() != null
                            ? body.device()
                            : existing.map(Twin::device).orElse(null),
                    body.name() == null ? id.value() : body.name(),
                    existing.map(Twin::etag).orElse(null));
            if (row != null && existing.filter(wanted::equals).isPresent()) {
                return session.graphRevision()
                        .map(revision -> new Attempt.Done<>(new Outcome.Written(wanted, false, revision)));
            }
            if (row == null || existing.isEmpty() || existing.get().type().equals(wanted.type())) {
                return define(wanted).map(Attempt.Done::new);
            }
            return new Retyping(session, types, known, id, wanted.type())
                    .obstacle()
                    .chain(attempt -> switch (attempt) {
                        case Attempt.Lacking<Optional<String>> lacking ->
                            Uni.createFrom().item(new Attempt.Lacking<Outcome>(lacking.types()));
                        case Attempt.Done<Optional<String>> done ->
                            done.result().isPresent()
                                    ? Attempt.done(
                                            new Outcome.Conflict(done.result().get()))
                                    : define(wanted).map(Attempt.Done::new);
                    });
        }

        Uni<Attempt<Optional<String>>> migrate(TypeId from, TypeId to, boolean dryRun, KnownTypes known) {
            if (existing.filter(twin -> twin.type().equals(from)).isEmpty()) {
                return Attempt.done(Optional.of("It has another type by now."));
            }
            Twin twin = existing.get();
            Twin wanted = new Twin(id, to, twin.group(), twin.device(), twin.name(), twin.etag());
            return new Retyping(session, types, known, id, to)
                    .obstacle()
                    .chain(attempt -> attempt instanceof Attempt.Done<Optional<String>>(Optional<String> why)
                                    && why.isEmpty()
                                    && !dryRun
                            ? define(wanted).replaceWith(attempt)
                            : Uni.createFrom().item(attempt));
        }

        private Uni<Outcome> define(Twin wanted) {
            return store(wanted)
                    .call(stored -> session.publish(stored.definition(), stored.group(), partitions()))
                    .chain(stored -> written(stored, existing.isEmpty()));
        }

        private Uni<Outcome> written(Twin stored, boolean created) {
            return session.graphRevision().map(revision -> new Outcome.Written(stored, created, revision));
        }

        Uni<Attempt<Outcome>> patch(TwinPatch patch, Precondition precondition, KnownTypes known) {
            if (existing.isEmpty()) {
                return Attempt.done(new Outcome.UnknownTwin());
            }
            if (!holds(precondition)) {
                return Attempt.done(new Outcome.PreconditionFailed());
            }
            Twin twin = existing.get();
            Set<TypeId> lacking = patch.desired().isEmpty() ? Set.of() : known.lacking(Set.of(twin.type()));
            return lacking.isEmpty()
                    ? patch(twin, patch.name(), desire(twin, patch, known)).map(Attempt.Done::new)
                    : Uni.createFrom().item(new Attempt.Lacking<>(lacking));
        }

        private Desire desire(Twin twin, TwinPatch patch, KnownTypes known) {
            if (patch.desired().isEmpty()) {
                return Desire.NONE;
            }
            Optional<WishRules> rules =
                    twin.type().equals(TypeId.UNTYPED) ? state.map(WishRules::of) : known.wishes(twin.type());
            Desire desire = Desire.of(
                    patch,
                    rules.orElseThrow(() -> new ApiProblem(
                            ProblemType.CONFLICT,
                            twin.type().equals(TypeId.UNTYPED)
                                    ? "The twin has no type and was not heard of yet, so it has no property to be wanted."
                                    : "The type " + twin.type()
                                            + " of the twin is not defined, and so declares no property. "
                                            + "Define it first.")));
            int wishes = desire.with(wished());
            if (wishes > Input.DESIRED_MAX) {
                throw new ApiProblem(
                        ProblemType.CONFLICT,
                        "The twin would have " + wishes + " properties of which something is desired, and may have "
                                + Input.DESIRED_MAX + ". Take some back first.");
            }
            return desire;
        }

        /** As far as the log has told. */
        private Set<PropertyName> wished() {
            return state.map(known -> known.properties().entrySet().stream()
                            .filter(property -> property.getValue().desired() != null)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()))
                    .orElse(Set.of());
        }

        private Uni<Outcome> patch(Twin twin, @Nullable String name, Desire desire) {
            TwinEntity entity = written(new Twin(
                    twin.id(), twin.type(), twin.group(), twin.device(), name == null ? twin.name() : name, null));
            entity.wishes += desire.isEmpty() ? 0 : 1;
            return save(entity)
                    .chain(() -> desire.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : session.publish(desire.input(id, entity.revision), twin.group(), partitions()))
                    .chain(session::graphRevision)
                    .map(revision -> new Outcome.Patched(Twin.of(entity), desire, revision));
        }

        Uni<Outcome> remove(Precondition precondition) {
            if (existing.isEmpty()) {
                return now(new Outcome.UnknownTwin());
            }
            if (!holds(precondition)) {
                return now(new Outcome.PreconditionFailed());
            }
            return RelationshipRows.of(session, id, RELATIONSHIPS_ENDED_MAX + 1)
                    .chain(ending -> ending.size() > RELATIONSHIPS_ENDED_MAX
                            ? now(new Outcome.Conflict("The twin has more than " + RELATIONSHIPS_ENDED_MAX
                                    + " relationships, which is too much to end at once. Remove some of them first."))
                            : remove(existing.get(), ending));
        }

        private Uni<Outcome> remove(Twin twin, List<RelationshipRows.Grouped> ending) {
            TwinEntity entity = written(twin);
            entity.removed = true;
            return save(entity)
                    .chain(() ->
                            ending.isEmpty() ? Uni.createFrom().voidItem() : RelationshipRows.removeAll(session, id))
                    .chain(session::graphRevision)
                    .call(revision -> session.publish(told(twin, ending, revision), partitions()))
                    .map(Outcome.Removed::new);
        }

        /** Relationships end before their twin does. */
        private List<TenantSession.Addressed> told(Twin twin, List<RelationshipRows.Grouped> ending, long revision) {
            List<TenantSession.Addressed> told = new ArrayList<>();
            for (RelationshipRows.Grouped ended : ending) {
                RelationshipKey key = ended.key();
                told.add(new TenantSession.Addressed(
                        ended.group(),
                        new Input.RelationshipRemoved(key.source(), revision, key.name(), key.target())));
            }
            told.add(new TenantSession.Addressed(twin.group(), new Input.TwinRemoved(id)));
            return told;
        }

        private Uni<Twin> store(Twin twin) {
            TwinEntity entity = written(twin);
            entity.removed = false;
            return save(entity).map(saved -> Twin.of(entity));
        }

        private TwinEntity written(Twin twin) {
            TwinEntity entity = row == null ? new TwinEntity() : row;
            entity.become(twin);
            return entity;
        }

        private Uni<Void> save(TwinEntity entity) {
            return row == null
                    ? session.rows().persist(entity).chain(session.rows()::flush)
                    : session.rows().flush();
        }

        private int partitions() {
            return Twins.partitions(access, tenant);
        }

        private static Uni<Outcome> now(Outcome outcome) {
            return Uni.createFrom().item(outcome);
        }
    }
}
