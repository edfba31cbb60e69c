package io.counterpart.portal.command;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commands: held to the twin's type, kept in rows, told to the log in the same transaction; how far they are is read from that. */
@Singleton
class Commands {

    /** How far clocks may be apart: of the log's times none is before a command by more. */
    private static final long CLOCKS_APART_MS = 5 * 60_000;

    private static final int EVENTS_A_PAGE = 5_000;

    /** What is not found among so many events of commands that came before it expired is not looked for any further. */
    private static final int PAGES_MAX = 20;

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
        return KnownTypes.attempt(
                        interfaces,
                        tenant,
                        known -> twins.holding(
                                tenant,
                                twin,
                                held -> before(held, key)
                                        .chain(before -> before.isPresent()
                                                ? Attempt.done(again(before.get(), twin, request))
                                                : request(tenant, held, known, request, by, key))))
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
            TenantId tenant, Held held, KnownTypes known, CommandRequest request, String by, @Nullable String key) {
        Set<TypeId> lacking = known.lacking(Set.of(held.type()));
        if (!lacking.isEmpty()) {
            return Uni.createFrom().item(new Attempt.Lacking<>(lacking));
        }
        CommandRules.Verdict.Accepted accepted = switch (rules(held, known).on(request.name(), request.payload())) {
            case CommandRules.Verdict.Accepted yes -> yes;
            case CommandRules.Verdict.Refused(String why) -> throw new ApiProblem(ProblemType.INVALID_COMMAND, why);
        };
        requireRoom(held);
        long nowMs = clock.millis();
        CommandRows.Row row = new CommandRows.Row(
                new CommandId(UUID.randomUUID().toString()),
                held.id(),
                request.name(),
                request.payload(),
                device(tenant, held, request.device()),
                by,
                nowMs,
                request.expiry().at(nowMs));
        return CommandRows.current(held.session(), nowMs, config.currentMax())
                .invoke(this::requireRoom)
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

    /** Each pod of the platform that devices come to holds all commands that are under way. */
    private void requireRoom(int current) {
        if (current >= config.currentMax()) {
            throw new ApiProblem(
                    ProblemType.QUOTA_EXCEEDED,
                    "The tenant has " + config.currentMax()
                            + " commands whose time has not passed, which is all that it may have. Give "
                            + "them less time by 'within', or wait.",
                    Map.of("quota", "commands"));
        }
    }

    /** The named one; else of those that are bound the one that was heard last, or as long as none was, the one that was bound. */
    private DeviceId device(TenantId tenant, Held held, @Nullable DeviceId named) {
        if (named != null) {
            return access.device(tenant, named)
                    .filter(device -> requireReachable(held, device))
                    .map(AccessEvent.Device::device)
                    .orElseThrow(() -> new ApiProblem(
                            ProblemType.CONFLICT,
                            "The device " + named
                                    + " is not bound to the twin. Bind it by PUT /devices/{device}, or name another as "
                                    + "'device'."));
        }
        return Stream.of(held.state().map(TwinState::device), Optional.ofNullable(held.device()))
                .flatMap(Optional::stream)
                .flatMap(device -> access.device(tenant, device).stream())
                .filter(device -> requireReachable(held, device))
                .map(AccessEvent.Device::device)
                .findFirst()
                .orElseThrow(() -> new ApiProblem(
                        ProblemType.CONFLICT,
                        "No device is bound to the twin that could do it. Bind one by PUT /devices/{device}."));
    }

    /** Whether it is bound to the twin; then what it says must stand in the twin's own log. */
    private static boolean requireReachable(Held held, AccessEvent.Device device) {
        if (!device.twin().equals(held.id())) {
            return false;
        }
        if (!device.group().equals(held.group())) {
            throw new ApiProblem(
                    ProblemType.CONFLICT,
                    "The device " + device.device() + " was bound in the group " + device.group()
                            + ", and the twin stands in the group " + held.group()
                            + ": what it answers would not reach the twin. Bind it anew with the twin's group.");
        }
        return true;
    }

    /** The command with this id, as far as the log has told how far it is. */
    Uni<CommandView> find(TenantId tenant, CommandId id) {
        return database.within(tenant, session -> CommandRows.find(session, id))
                .map(found -> found.filter(row -> row.requestedAt()
                                > clock.millis() - config.kept().toMillis())
                        .orElseThrow(Commands::unknown))
                .chain(row -> view(tenant, row));
    }

    private Uni<CommandView> view(TenantId tenant, CommandRows.Row row) {
        return states.of(tenant)
                .chain(live -> live.twin(row.twin())
                        .flatMap(state -> of(state, row.id()))
                        .map(state -> Uni.createFrom().item(Optional.of(state)))
                        .orElseGet(() -> told(tenant, row)))
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

    /**
     * How far history has told that it is, of which the twin itself does not speak any more: it has ended. It ended by about when it
     * expired, or was answered soon after, as long as the twin remembered it.
     */
    private Uni<Optional<CommandState>> told(TenantId tenant, CommandRows.Row row) {
        long from = row.requestedAt() - CLOCKS_APART_MS;
        long expired = row.expiresAt() + CLOCKS_APART_MS;
        return newest(tenant, row, from, expired, PAGES_MAX)
                .chain(found -> found.filter(state -> state.stage().isFinal()).isPresent()
                        ? Uni.createFrom().item(found)
                        : history.commands(tenant, row.twin(), expired, EventTime.LATEST_MS, false, EVENTS_A_PAGE)
                                .map(after ->
                                        of(after.events().reversed(), row.id()).or(() -> found)));
    }

    private Uni<Optional<CommandState>> newest(
            TenantId tenant, CommandRows.Row row, long from, long before, int pagesLeft) {
        return history.commands(tenant, row.twin(), from, before, true, EVENTS_A_PAGE)
                .chain(page -> {
                    Optional<CommandState> newest = of(page.events(), row.id());
                    Long next = page.nextMs();
                    return newest.isPresent() || next == null || pagesLeft == 0
                            ? Uni.createFrom().item(newest)
                            : newest(tenant, row, from, next, pagesLeft - 1);
                });
    }

    private static Optional<CommandState> of(List<TwinEvent> events, CommandId id) {
        return events.stream()
                .filter(TwinEvent.Commanded.class::isInstance)
                .map(event -> ((TwinEvent.Commanded) event).command())
                .filter(command -> command.id().equals(id))
                .findFirst();
    }
}
