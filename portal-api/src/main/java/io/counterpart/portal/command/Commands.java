package io.counterpart.portal.command;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.EventTime;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.history.TwinHistory;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.twin.KnownTypes;
import io.counterpart.portal.twin.KnownTypes.Attempt;
import io.counterpart.portal.twin.Twins;
import io.counterpart.portal.twin.Twins.Held;
import io.counterpart.portal.type.Interfaces;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands: held to the twin's type, kept in rows, told to the log in the same transaction; how far they are is read from that. */
@Singleton
class Commands {

    /** How far clocks may be apart: of the log's times none is before a command by more. */
    private static final long CLOCKS_APART_MS = 5 * 60_000;

    private static final int EVENTS_A_PAGE = 500;

    private final TenantDatabase database;
    private final Twins twins;
    private final Interfaces interfaces;
    private final LiveStates states;
    private final TwinHistory history;
    private final AccessDirectory access;
    private final CommandConfig config;
    private final InstantSource clock;

    Commands(
            TenantDatabase database,
            Twins twins,
            Interfaces interfaces,
            LiveStates states,
            TwinHistory history,
            AccessDirectory access,
            CommandConfig config,
            InstantSource clock) {
        this.database = database;
        this.twins = twins;
        this.interfaces = interfaces;
        this.states = states;
        this.history = history;
        this.access = access;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Wants something done; fails with a problem where it cannot be. Under a key that was used before it is the command of then.
     *
     * @param by who wants it
     * @param key under which, null for none
     */
    Uni<CommandView> request(TenantId tenant, TwinId twin, CommandRequest request, String by, @Nullable String key) {
        long nowMs = clock.millis();
        long expiresAt = request.expiry().at(nowMs);
        return KnownTypes.attempt(
                        interfaces,
                        tenant,
                        known -> twins.holding(
                                tenant,
                                twin,
                                held -> before(held, key)
                                        .chain(before -> before.isPresent()
                                                ? Attempt.done(again(before.get(), twin, request))
                                                : request(tenant, held, known, request, by, key, nowMs, expiresAt))))
                .chain(requested -> requested.isNew()
                        ? Uni.createFrom().item(CommandView.of(requested.row(), Optional.empty()))
                        : view(tenant, requested.row()));
    }

    /** @param isNew whether it was not requested before */
    private record Requested(CommandRows.Row row, boolean isNew) {}

    private static Uni<Optional<CommandRows.Row>> before(Held held, @Nullable String key) {
        return key == null ? Uni.createFrom().item(Optional.empty()) : CommandRows.findByKey(held.session(), key);
    }

    private static Requested again(CommandRows.Row before, TwinId twin, CommandRequest request) {
        if (!before.isFor(twin, request)) {
            throw new ApiProblem(
                    ProblemType.CONFLICT,
                    "Under this Idempotency-Key another command was requested. Take a fresh key for each.");
        }
        return new Requested(before, false);
    }

    private Uni<Attempt<Requested>> request(
            TenantId tenant,
            Held held,
            KnownTypes known,
            CommandRequest request,
            String by,
            @Nullable String key,
            long nowMs,
            long expiresAt) {
        Set<TypeId> lacking = known.lacking(Set.of(held.type()));
        if (!lacking.isEmpty()) {
            return Uni.createFrom().item(new Attempt.Lacking<>(lacking));
        }
        CommandRules.Verdict.Accepted accepted = switch (rules(held, known).on(request.name(), request.payload())) {
            case CommandRules.Verdict.Accepted yes -> yes;
            case CommandRules.Verdict.Refused(String why) -> throw new ApiProblem(ProblemType.INVALID_COMMAND, why);
        };
        requireRoom(held);
        CommandRows.Row row = new CommandRows.Row(
                new CommandId(UUID.randomUUID().toString()),
                held.id(),
                request.name(),
                request.payload(),
                device(tenant, held, request.device()),
                by,
                nowMs,
                expiresAt);
        return CommandRows.forget(held.session(), nowMs - config.kept().toMillis())
                .chain(() -> CommandRows.add(held.session(), row, key))
                .chain(number -> held.publish(new Input.CommandRequested(
                        row.twin(),
                        number,
                        row.id(),
                        row.name(),
                        row.payload(),
                        row.device(),
                        row.expiresAt(),
                        accepted.answer())))
                .replaceWith(() -> new Attempt.Done<>(new Requested(row, true)));
    }

    private static CommandRules rules(Held held, KnownTypes known) {
        return held.type().equals(TypeId.UNTYPED)
                ? CommandRules.UNTYPED
                : known.find(held.type())
                        .map(CommandRules::of)
                        .orElseThrow(() -> new ApiProblem(
                                ProblemType.CONFLICT,
                                "The type " + held.type() + " of the twin is not defined, and so declares no command. "
                                        + "Define it first."));
    }

    /** As far as the log has told; it decides itself once more. */
    private static void requireRoom(Held held) {
        long open = held.state().map(TwinState::commands).stream()
                .flatMap(List::stream)
                .filter(command -> !command.stage().isEnd())
                .count();
        if (open >= Input.COMMANDS_OPEN_MAX) {
            throw new ApiProblem(
                    ProblemType.CONFLICT,
                    "The twin has " + open
                            + " commands open, which is all that it may have. Wait until its device has answered, or "
                            + "they have expired.");
        }
    }

    private DeviceId device(TenantId tenant, Held held, @Nullable DeviceId named) {
        DeviceId device = named == null ? held.device() : named;
        if (device == null) {
            throw new ApiProblem(
                    ProblemType.CONFLICT,
                    "No device is bound to the twin that could do it. Bind one by PUT /devices/{device}.");
        }
        boolean isBound = access.device(tenant, device)
                .filter(known -> known.twin().equals(held.id()))
                .isPresent();
        if (!isBound) {
            throw new ApiProblem(
                    ProblemType.CONFLICT,
                    "The device " + device
                            + " is not bound to the twin. Bind it by PUT /devices/{device}, or name another as "
                            + "'device'.");
        }
        return device;
    }

    /** The command with this id, as far as the log has told how far it is. */
    Uni<CommandView> find(TenantId tenant, CommandId id) {
        return database.within(tenant, session -> CommandRows.find(session, id))
                .map(found -> found.orElseThrow(Commands::unknown))
                .chain(row -> view(tenant, row));
    }

    private Uni<CommandView> view(TenantId tenant, CommandRows.Row row) {
        return states.of(tenant)
                .chain(live -> live.twin(row.twin())
                        .flatMap(state -> of(state, row.id()))
                        .map(state -> Uni.createFrom().item(Optional.of(state)))
                        .orElseGet(() -> told(tenant, row, EventTime.LATEST_MS)))
                .map(state -> CommandView.of(row, state));
    }

    static ApiProblem unknown() {
        return new ApiProblem(ProblemType.NOT_FOUND, "There is no such command.");
    }

    private static Optional<CommandState> of(TwinState twin, CommandId id) {
        List<CommandState> commands = twin.commands();
        return commands == null
                ? Optional.empty()
                : commands.stream().filter(command -> command.id().equals(id)).findFirst();
    }

    /** How far history has told that it is, of which the twin itself does not speak any more; the newest first. */
    private Uni<Optional<CommandState>> told(TenantId tenant, CommandRows.Row row, long beforeMs) {
        return history.commands(tenant, row.twin(), row.requestedAt() - CLOCKS_APART_MS, beforeMs, EVENTS_A_PAGE)
                .chain(page -> {
                    Optional<CommandState> newest = page.events().stream()
                            .filter(TwinEvent.Commanded.class::isInstance)
                            .map(event -> ((TwinEvent.Commanded) event).command())
                            .filter(command -> command.id().equals(row.id()))
                            .findFirst();
                    Long next = page.nextMs();
                    return newest.isPresent() || next == null ? Uni.createFrom().item(newest) : told(tenant, row, next);
                });
    }
}
