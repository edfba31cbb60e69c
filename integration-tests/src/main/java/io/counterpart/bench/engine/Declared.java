package io.counterpart.bench.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How much is declared of the twins of a fleet. */
public enum Declared {
    /** Nothing: they have no type. */
    NOTHING(false, false, false),
    /** Their properties and units. */
    PROPERTIES(true, false, false),
    /** And how each of twelve values is judged: by range, rate, gap and repetition. */
    QUALITY(true, true, false),
    /** And that readings come out of order. */
    ORDER(true, true, true);

    static final int PROPERTIES_EACH = 12;
    static final TypeId TYPE = new TypeId("dtmi:com:example:Hot;1");
    private static final long ORDER_WINDOW_MS = 2_000;

    private final boolean isTyped;
    private final boolean isJudged;
    private final boolean isOrdered;

    Declared(boolean isTyped, boolean isJudged, boolean isOrdered) {
        this.isTyped = isTyped;
        this.isJudged = isJudged;
        this.isOrdered = isOrdered;
    }

    static String property(int i) {
        return "pressure" + (char) ('A' + i);
    }

    /** The type of the fleet, where it has one. */
    Optional<TypeDefinition> type() {
        return isTyped
                ? Optional.of(new TypeDefinition(
                        SignalPlant.TENANT,
                        TYPE,
                        IntStream.range(0, PROPERTIES_EACH)
                                .mapToObj(i -> new TypeDefinition.Property(
                                        new PropertyName(property(i)), ValueSchema.DOUBLE, "bar", null, signal()))
                                .toList(),
                        isOrdered ? ORDER_WINDOW_MS : null,
                        JsonNodeFactory.instance.objectNode()))
                : Optional.empty();
    }

    private @Nullable Signal signal() {
        return isJudged
                ? new Signal(
                        null,
                        new Signal.Quality(0.0, 1_000.0, 1_000.0, null, 60_000L, 100, null, null, null, null),
                        null,
                        null,
                        null)
                : null;
    }
}
