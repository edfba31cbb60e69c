package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.CommandState.Answer;
import io.counterpart.contracts.twin.CommandState.Stage;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.engine.command.AnswerReader;
import io.counterpart.engine.command.Commands;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.state.Twin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds commands: what somebody wants a twin's device to do, that the device has it, what it answers, and that time passes. Whoever requested
 * one has held it to the twin's type; what comes back is held to the type here. Of two things that contradict each other the log's first one
 * holds.
 */
final class CommandFold {

    private static final String HAS_IT = "The device has it, and did not answer in time.";

    private final TenantId tenant;
    private final EventSink events;
    private final Rejections rejections;

    CommandFold(TenantId tenant, EventSink events) {
        this.tenant = tenant;
        this.events = events;
        this.rejections = new Rejections(events);
    }

    /** Somebody wants the twin's device to do something; whether that changed something. */
    boolean requested(Twin twin, Input.CommandRequested input, long position, long knownAt) {
        Commands commands = twin.command();
        if (!commands.told(input.number())) {
            return false;
        }
        String objection = objection(commands);
        boolean isLate = input.expiresAt() <= knownAt;
        Stage stage = objection != null ? Stage.REFUSED : isLate ? Stage.EXPIRED : Stage.REQUESTED;
        CommandState command = new CommandState(
                input.id(),
                input.name(),
                input.device(),
                stage,
                knownAt,
                input.expiresAt(),
                null,
                stage.isEnd() ? knownAt : null,
                null,
                objection != null ? objection : isLate ? "Its time had passed when it was known." : null);
        commands.add(new Commands.Held(command, input.answer()));
        events.event(new TwinEvent.Commanded(twin.id(), position, knownAt, command, input.payload()));
        if (!stage.isEnd()) {
            events.deliver(new TwinCommand(
                    tenant,
                    twin.id(),
                    input.device(),
                    input.id(),
                    position,
                    input.name(),
                    input.payload(),
                    input.expiresAt()));
        }
        return true;
    }

    private static @Nullable String objection(Commands commands) {
        return commands.open() < Input.COMMANDS_OPEN_MAX
                ? null
                : "The twin has " + Input.COMMANDS_OPEN_MAX + " commands open, and no more are taken.";
    }

    /** The device that speaks has taken a command; whether that changed something. One that is told again changes nothing. */
    boolean delivered(Twin twin, FrameReader entry, long position, long knownAt) {
        CommandState command = of(twin, entry).map(Commands.Held::state).orElse(null);
        if (command == null || command.deliveredAt() != null) {
            return false;
        }
        return switch (command.stage()) {
            case REQUESTED -> {
                advance(twin, command, further(command, Stage.DELIVERED, knownAt, null, null, null), position, knownAt);
                yield true;
            }
            case EXPIRED -> {
                // It was sent in time, and the log learned of it too late.
                advance(
                        twin,
                        command,
                        further(command, Stage.EXPIRED, knownAt, command.endedAt(), null, HAS_IT),
                        position,
                        knownAt);
                yield true;
            }
            case DELIVERED, SUCCEEDED, FAILED, REFUSED, CANCELLED -> false;
        };
    }

    /** The device that speaks answers a command. What cannot be used is rejected, with its bytes. */
    void answered(Twin twin, FrameReader entry, long position, long knownAt) {
        rejections.of(entry, position, knownAt);
        Commands.Held held = of(twin, entry).orElse(null);
        if (held == null) {
            reject(
                    twin,
                    RejectionReason.UNKNOWN_COMMAND,
                    "This device has no command '" + entry.command() + "' that is open or ended of late.");
            return;
        }
        switch (AnswerReader.read(entry.bytes(), entry.payloadOffset(), entry.payloadLength())) {
            case AnswerReader.Read.Refused(String why) ->
                reject(twin, RejectionReason.NOT_AN_ANSWER, "Of the command '" + entry.command() + "': " + why);
            case AnswerReader.Read.Understood(Answer answer) -> answered(twin, held, answer, position, knownAt);
        }
    }

    private void answered(Twin twin, Commands.Held held, Answer answer, long position, long knownAt) {
        CommandState command = held.state();
        switch (command.stage()) {
            case REQUESTED, DELIVERED, EXPIRED -> {
                Optional<String> fault = AnswerReader.fault(answer, held.answer());
                CommandState ended = further(
                        command,
                        answer.isSuccess() && fault.isEmpty() ? Stage.SUCCEEDED : Stage.FAILED,
                        command.deliveredAt() == null ? Long.valueOf(knownAt) : command.deliveredAt(),
                        knownAt,
                        answer,
                        fault.orElse(
                                answer.isSuccess()
                                        ? null
                                        : "The device answered with status " + answer.status() + "."));
                advance(twin, command, ended, position, knownAt);
            }
            case SUCCEEDED, FAILED -> {
                // The same again is the answer of a device that did not hear that it was taken.
                if (!answer.equals(command.answer())) {
                    reject(
                            twin,
                            RejectionReason.NOT_AN_ANSWER,
                            "The command '" + command.id() + "' was answered before, otherwise.");
                }
            }
            case REFUSED, CANCELLED ->
                reject(
                        twin,
                        RejectionReason.UNKNOWN_COMMAND,
                        "The command '" + command.id() + "' was "
                                + command.stage().word() + ".");
        }
    }

    /** An answer counts among values only where it cannot be used, as a payload that cannot be read does. */
    private void reject(Twin twin, RejectionReason reason, String detail) {
        rejections.payload(reason, detail);
        twin.count(0, 0, 1, 0);
    }

    /** Rejects what a device says of a command of a twin that is not here. */
    void refuse(FrameReader entry, long position, long knownAt) {
        rejections.of(entry, position, knownAt);
        rejections.payload(RejectionReason.UNKNOWN_COMMAND, "There is no twin of this name.");
    }

    private static Optional<Commands.Held> of(Twin twin, FrameReader entry) {
        Commands commands = twin.commands();
        return commands == null
                ? Optional.empty()
                : commands.find(entry.command())
                        .filter(held -> held.state().device().equals(entry.device()));
    }

    /** Ends what nobody answered by this time. */
    void expire(Twin twin, long byMs, long position, long knownAt) {
        Commands commands = twin.commands();
        if (commands == null) {
            return;
        }
        for (CommandState command : commands.all()) {
            if (!command.stage().isEnd() && command.expiresAt() <= byMs) {
                String why = command.stage() == Stage.DELIVERED
                        ? HAS_IT
                        : "It is not known that the device took it in time.";
                advance(twin, command, ended(command, Stage.EXPIRED, knownAt, why), position, knownAt);
            }
        }
    }

    /** The twin is about to be removed: nobody waits for its device any more. */
    void removed(Twin twin, long position, long knownAt) {
        Commands commands = twin.commands();
        if (commands == null) {
            return;
        }
        for (CommandState command : commands.all()) {
            if (!command.stage().isEnd()) {
                advance(
                        twin,
                        command,
                        ended(command, Stage.CANCELLED, knownAt, "The twin was removed."),
                        position,
                        knownAt);
            }
        }
    }

    private static CommandState ended(CommandState command, Stage stage, long knownAt, String why) {
        return further(command, stage, command.deliveredAt(), knownAt, null, why);
    }

    /** The same command, that far. */
    private static CommandState further(
            CommandState command,
            Stage stage,
            @Nullable Long deliveredAt,
            @Nullable Long endedAt,
            @Nullable Answer answer,
            @Nullable String reason) {
        return new CommandState(
                command.id(),
                command.name(),
                command.device(),
                stage,
                command.requestedAt(),
                command.expiresAt(),
                deliveredAt,
                endedAt,
                answer,
                reason);
    }

    private void advance(Twin twin, CommandState before, CommandState now, long position, long knownAt) {
        twin.command().advance(now);
        events.event(new TwinEvent.Commanded(twin.id(), position, knownAt, now, null));
        if (before.stage() == Stage.REQUESTED) {
            events.withdraw(twin.id(), now.id(), position);
        }
    }
}
