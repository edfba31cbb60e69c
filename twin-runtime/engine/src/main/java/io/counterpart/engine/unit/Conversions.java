package io.counterpart.engine.unit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** From the units that values come in to those that properties have; each pair is worked out once. */
public final class Conversions {

    /** Pairs that are remembered: all of a type come in the same, so a fold meets few. */
    private static final int MOST = 1_000;

    private final Map<String, Map<String, Optional<Conversion>>> known = new HashMap<>();
    private int size;

    /** How to convert; nothing where one of them is no unit, or they measure different things. */
    public Optional<Conversion> between(String from, String to) {
        Map<String, Optional<Conversion>> ofFrom = known.get(from);
        Optional<Conversion> found = ofFrom == null ? null : ofFrom.get(to);
        if (found == null) {
            found = workedOut(from, to);
            if (size == MOST) {
                known.clear();
                size = 0;
            }
            known.computeIfAbsent(from, unit -> new HashMap<>()).put(to, found);
            size++;
        }
        return found;
    }

    private static Optional<Conversion> workedOut(String from, String to) {
        Optional<Unit> source = UnitWords.find(from);
        Optional<Unit> target = UnitWords.find(to);
        if (source.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Conversion.between(source.get(), target.get()));
        } catch (IncompatibleUnits differ) {
            return Optional.empty();
        }
    }
}
