package io.counterpart.portal.twin;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.database.TenantSession;
import io.counterpart.portal.history.DefinedTwins;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.type.TwinTypes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The definitions of twins: kept in rows, told to the log in the same transaction. */
@Singleton
public class Twins implements DefinedTwins {

    private final TenantDatabase database;
    private final TwinTypes types;
    private final LiveStates states;
    private final AccessDirectory access;

    Twins(TenantDatabase database, TwinTypes types, LiveStates states, AccessDirectory access) {
        this.database = database;
        this.types = types;
        this.states = states;
        this.access = access;
    }

    /** What became of a change. */
    sealed interface Outcome {

        record Written(Twin twin, boolean created) implements Outcome {}

        record Removed() implements Outcome {}

        record UnknownTwin() implements Outcome {}

        record UnknownType() implements Outcome {}

        record PreconditionFailed() implements Outcome {}

        /** @param reason a sentence */
        record Conflict(String reason) implements Outcome {}
    }

    /** The definition of this twin, or what its device made of it; empty where neither is. */
    Uni<Optional<Twin>> find(TenantId tenant, LiveTenant live, TwinId id) {
        return database.within(tenant, session -> session.rows().find(TwinEntity.class, id.value()))
                .map(row -> existing(row, live, id));
    }

    @Override
    public Uni<Boolean> isDefined(TenantId tenant, TwinId id) {
        return database.within(tenant, session -> session.rows().find(TwinEntity.class, id.value()))
                .map(row -> row != null && !row.removed);
    }

    private static Optional<Twin> existing(@Nullable TwinEntity row, LiveTenant live, TwinId id) {
        if (row == null) {
            return live.twin(id).map(Twin::of);
        }
        return row.removed ? Optional.empty() : Optional.of(Twin.of(row));
    }

    /** Defines a twin, or defines it anew; the same again changes nothing. */
    Uni<Outcome> define(TenantId tenant, TwinId id, TwinBody body, Precondition precondition) {
        return changing(
                tenant,
                id,
                (session, change) -> types.exists(session, body.type())
                        .chain(known -> known
                                ? change.define(body, precondition)
                                : Uni.createFrom().item(new Outcome.UnknownType())));
    }

    /** Gives a twin another name. */
    Uni<Outcome> rename(TenantId tenant, TwinId id, String name, Precondition precondition) {
        return changing(tenant, id, (session, change) -> change.rename(name, precondition));
    }

    /** Removes a twin: its readings are rejected from here on, its history stays. */
    Uni<Outcome> remove(TenantId tenant, TwinId id, Precondition precondition) {
        return changing(tenant, id, (session, change) -> change.remove(precondition));
    }

    private interface Work {
        Uni<Outcome> on(TenantSession session, Change change);
    }

    private Uni<Outcome> changing(TenantId tenant, TwinId id, Work work) {
        Function<LiveTenant, Uni<Outcome>> once = live -> database.within(
                tenant,
                session -> session.rows()
                        .find(TwinEntity.class, id.value(), LockModeType.PESSIMISTIC_WRITE)
                        .chain(row -> work.on(session, new Change(session, tenant, live, id, row))));
        // Two may create the same twin at once: the second then finds the row of the first.
        return states.of(tenant)
                .chain(live -> once.apply(live)
                        .onFailure(ConstraintViolationException.class)
                        .retry()
                        .atMost(1));
    }

    /** One change of one twin, whose row is locked. */
    private final class Change {

        private final TenantSession session;
        private final TenantId tenant;
        private final TwinId id;
        private final @Nullable TwinEntity row;
        private final Optional<Twin> existing;

        Change(TenantSession session, TenantId tenant, LiveTenant live, TwinId id, @Nullable TwinEntity row) {
            this.session = session;
            this.tenant = tenant;
            this.id = id;
            this.row = row;
            this.existing = existing(row, live, id);
        }

        private boolean holds(Precondition precondition) {
            return precondition.holds(existing.map(Twin::etag).orElse(null));
        }

        Uni<Outcome> define(TwinBody body, Precondition precondition) {
            if (!holds(precondition)) {
                return now(new Outcome.PreconditionFailed());
            }
            Optional<AccessEvent.Device> device =
                    Optional.ofNullable(body.device()).flatMap(named -> access.device(tenant, named));
            if (device.isPresent() && !device.get().twin().equals(id)) {
                return now(
                        new Outcome.Conflict("The device is bound to another twin. Bind it by PUT /devices/{device}."));
            }
            GroupId standsIn = existing.map(Twin::group)
                    .or(() -> device.map(AccessEvent.Device::group))
                    .orElse(null);
            if (standsIn != null && body.group() != null && !body.group().equals(standsIn)) {
                return now(new Outcome.Conflict("The twin stands in the group " + standsIn + ", and stays there."));
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
                return now(new Outcome.Written(wanted, false));
            }
            return store(wanted)
                    .call(stored -> session.publish(stored.definition(), stored.group(), partitions()))
                    .map(stored -> new Outcome.Written(stored, existing.isEmpty()));
        }

        Uni<Outcome> rename(String name, Precondition precondition) {
            if (existing.isEmpty()) {
                return now(new Outcome.UnknownTwin());
            }
            if (!holds(precondition)) {
                return now(new Outcome.PreconditionFailed());
            }
            Twin twin = existing.get();
            return store(new Twin(twin.id(), twin.type(), twin.group(), twin.device(), name, null))
                    .map(stored -> new Outcome.Written(stored, false));
        }

        Uni<Outcome> remove(Precondition precondition) {
            if (existing.isEmpty()) {
                return now(new Outcome.UnknownTwin());
            }
            if (!holds(precondition)) {
                return now(new Outcome.PreconditionFailed());
            }
            TwinEntity entity = written(existing.get());
            entity.removed = true;
            return save(entity)
                    .chain(() -> session.publish(
                            new Input.TwinRemoved(id), existing.get().group(), partitions()))
                    .replaceWith(new Outcome.Removed());
        }

        private Uni<Twin> store(Twin twin) {
            TwinEntity entity = written(twin);
            entity.removed = false;
            return save(entity).map(saved -> Twin.of(entity));
        }

        private TwinEntity written(Twin twin) {
            TwinEntity entity = row == null ? new TwinEntity() : row;
            entity.id = twin.id().value();
            entity.type = twin.type().value();
            entity.group = twin.group().value();
            entity.device = twin.device() == null ? null : twin.device().value();
            entity.name = twin.name();
            return entity;
        }

        private Uni<Void> save(TwinEntity entity) {
            return row == null
                    ? session.rows().persist(entity).chain(session.rows()::flush)
                    : session.rows().flush();
        }

        private int partitions() {
            return access.tenant(tenant).map(AccessEvent.Tenant::partitions).orElse(1);
        }

        private static Uni<Outcome> now(Outcome outcome) {
            return Uni.createFrom().item(outcome);
        }
    }
}
