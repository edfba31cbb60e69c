package io.counterpart.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.CommandState.Answer;
import io.counterpart.contracts.twin.CommandState.Stage;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The commands to one twin: all that are open, and the last that ended. Most twins have none, so they stand beside its values and not among
 * them. With what a command was requested stands in the log and on its way to the device, and not here.
 */
public final class Commands {

    /** How many that ended are remembered: as long as they are, a late answer is heeded. */
    public static final int ENDED_MAX = 8;

    /** When the next one expires where none is open. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The number before the first command. */
    private static final long NOTHING_TOLD = -1;

    private final List<Held> held = new ArrayList<>();
    private long number = NOTHING_TOLD;

    /**
     * A command.
     *
     * @param state how far it is
     * @param answer the schema of what a successful answer carries, as DTDL writes it; null where none is declared, or none is waited for
     */
    public record Held(CommandState state, @Nullable JsonNode answer) {
        public Held {
            answer = state.stage().isFinal() ? null : answer;
        }
    }

    /** All of them, in the order in which they were requested. */
    public List<CommandState> all() {
        return held.stream().map(Held::state).toList();
    }

    public boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many are open. */
    public int open() {
        int open = 0;
        for (Held one : held) {
            open += one.state().stage().isEnd() ? 0 : 1;
        }
        return open;
    }

    /** Notes that the command of this number was told; false where it, or a later one, had been told before. */
    public boolean told(long newNumber) {
        if (newNumber <= number) {
            return false;
        }
        number = newNumber;
        return true;
    }

    /** The command with this id, as far as it is remembered. */
    public Optional<Held> find(String id) {
        return held.stream().filter(one -> one.state().id().value().equals(id)).findFirst();
    }

    /** Remembers a command. */
    public void add(Held command) {
        held.add(command);
        forgetOldest();
    }

    /** Remembers that a command has come further. */
    public void advance(CommandState now) {
        held.replaceAll(one -> one.state().id().equals(now.id()) ? new Held(now, one.answer()) : one);
        forgetOldest();
    }

    private void forgetOldest() {
        if (held.size() - open() > ENDED_MAX) {
            held.stream()
                    .filter(one -> one.state().stage().isEnd())
                    .min(Comparator.comparingLong(Commands::endedAt))
                    .ifPresent(held::remove);
        }
    }

    private static long endedAt(Held one) {
        Long at = one.state().endedAt();
        return at == null ? Long.MAX_VALUE : at;
    }

    /** When the next one that is open expires, epoch milliseconds; {@link #NEVER} where none is. */
    public long nextExpiryMs() {
        long next = NEVER;
        for (Held one : held) {
            next = one.state().stage().isEnd()
                    ? next
                    : Math.min(next, one.state().expiresAt());
        }
        return next;
    }

    /** Forgets all of them; what was told stays told. */
    public void forgetAll() {
        held.clear();
    }

    /** Writes them as {@link #read} reads them. */
    public void write(BinaryOutput out) {
        out.putLong(number);
        out.putInt(held.size());
        for (Held one : held) {
            CommandState state = one.state();
            out.putText(state.id().value());
            out.putText(state.name().value());
            out.putText(state.device().value());
            out.putText(state.stage().word());
            out.putLong(state.requestedAt());
            out.putLong(state.expiresAt());
            write(state.deliveredAt(), out);
            write(state.endedAt(), out);
            Answer answer = state.answer();
            out.putInt(answer == null ? 0 : answer.status());
            if (answer != null) {
                out.putOptionalText(text(answer.payload()));
            }
            out.putOptionalText(state.reason());
            out.putOptionalText(text(one.answer()));
        }
    }

    private static void write(@Nullable Long time, BinaryOutput out) {
        out.putByte(time == null ? 0 : 1);
        if (time != null) {
            out.putLong(time);
        }
    }

    private static @Nullable String text(@Nullable JsonNode json) {
        return json == null ? null : json.toString();
    }

    /** The commands that were written so. */
    public static Commands read(BinaryInput in) {
        Commands commands = new Commands();
        commands.number = in.getLong();
        int count = in.getCount(Integer.BYTES);
        for (int i = 0; i < count; i++) {
            CommandState state = new CommandState(
                    new CommandId(in.getText()),
                    new PropertyName(in.getText()),
                    new DeviceId(in.getText()),
                    Stage.named(in.getText()),
                    in.getLong(),
                    in.getLong(),
                    readTime(in),
                    readTime(in),
                    readAnswer(in),
                    in.getOptionalText());
            commands.held.add(new Held(state, json(in.getOptionalText())));
        }
        return commands;
    }

    private static @Nullable Long readTime(BinaryInput in) {
        return in.getByte() == 0 ? null : in.getLong();
    }

    private static @Nullable Answer readAnswer(BinaryInput in) {
        int status = in.getInt();
        return status == 0 ? null : new Answer(status, json(in.getOptionalText()));
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : AnswerReader.json(text);
    }
}
