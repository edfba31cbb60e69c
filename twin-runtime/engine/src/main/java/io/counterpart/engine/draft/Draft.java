package io.counterpart.engine.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.PropertyName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A proposal.
 *
 * @param document a DTDL interface of version 3; the caller's own, to change as it likes
 * @param remarks on what was guessed and what was not: on names first, then property by property, then on pairs of them
 * @param names how the document calls each property that it has, with its component's name before a dot
 */
public record Draft(ObjectNode document, List<Remark> remarks, Map<PropertyName, String> names) {

    public Draft {
        remarks = List.copyOf(remarks);
        names = Map.copyOf(names);
    }

    /** What a remark is about. */
    public enum Subject {
        /** What is left out, and what is called otherwise than the device calls it. */
        CONTENT,
        SCHEMA,
        /** What a number is a quantity of, and in which unit. */
        QUANTITY,
        /** How often a value is due, and when its absence is a gap. */
        TIMING,
        RANGE,
        RATE,
        SPIKE,
        STUCK,
        /** Why nothing is declared of the quality, or what the declared rules say of the readings they were made from. */
        QUALITY,
        /** Another property that says the same. */
        REFERENCE
    }

    /** How sure a guess is. */
    public enum Confidence {
        /** It was said, or follows. */
        CERTAIN,
        /** Two independent signs agree, or one has hardly another meaning. */
        LIKELY,
        /** It holds for what was seen, and a person has to say whether it holds at all; or nothing was guessed for that reason. */
        UNSURE
    }

    /**
     * On one guess.
     *
     * @param property as the device calls it, null where the type as a whole is meant
     * @param subject what the guess is about
     * @param guess what was guessed, as the document has it, or that nothing was
     * @param reason from what, in a sentence or two
     * @param confidence how sure it is
     */
    public record Remark(
            @Nullable PropertyName property, Subject subject, String guess, String reason, Confidence confidence) {}
}
