package io.counterpart.engine.quality;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import org.jspecify.annotations.Nullable;

/**
 * By what a signal is judged, made ready once and shared by all signals of the same declaration. Numbers are in the unit of the
 * signal's values. A rule that is not declared has a limit that nothing exceeds.
 */
public final class QualityRules {

    /** No time of a declaration is longer: ten years, so that sums of times cannot overflow. */
    public static final long TIME_MAX_MS = 10 * 365 * 86_400_000L;

    /** What {@code gapAfterMs} and {@code skewMs} are without a rule. */
    static final long NEVER_MS = Long.MAX_VALUE;

    /** Nothing is declared: nothing is found. */
    public static final QualityRules NONE =
            new QualityRules(new Signal.Quality(null, null, null, null, null, null, null, null, null, null));

    final double min;
    final double max;
    final double ratePerSecond;
    final double spike;
    final double drift;
    final long gapAfterMs;
    final long skewMs;
    final int stuckAfter;
    private final @Nullable PropertyName reference;

    private QualityRules(Signal.Quality declared) {
        min = orElse(declared.min(), Double.NEGATIVE_INFINITY);
        max = orElse(declared.max(), Double.POSITIVE_INFINITY);
        ratePerSecond = orElse(declared.ratePerSecond(), Double.POSITIVE_INFINITY);
        spike = orElse(declared.spike(), Double.POSITIVE_INFINITY);
        drift = orElse(declared.drift(), Double.POSITIVE_INFINITY);
        gapAfterMs = orElse(declared.gapAfterMs(), NEVER_MS);
        skewMs = orElse(declared.skewMs(), NEVER_MS);
        stuckAfter = declared.stuckAfter() == null ? Integer.MAX_VALUE : declared.stuckAfter();
        reference = declared.reference();
    }

    /**
     * The rules of a declaration.
     *
     * @throws IllegalArgumentException with a sentence for the type's author, where the declaration can mean nothing
     */
    public static QualityRules of(Signal.Quality declared) {
        requireNumber("min", declared.min());
        requireNumber("max", declared.max());
        requirePositive("ratePerSecond", declared.ratePerSecond());
        requirePositive("spike", declared.spike());
        requirePositive("drift", declared.drift());
        requireTime("periodMs", declared.periodMs());
        requireTime("gapMs", declared.gapMs());
        requireTime("skewMs", declared.skewMs());
        require(declared.stuckAfter() == null || declared.stuckAfter() >= 2, "stuckAfter is at least 2");
        require(declared.drift() == null || declared.reference() != null, "a drift needs a reference");
        QualityRules rules = new QualityRules(declared);
        require(rules.min <= rules.max, "min is not above max");
        require(
                declared.periodMs() == null || declared.periodMs() <= rules.gapAfterMs,
                "gapMs is not shorter than periodMs");
        return rules;
    }

    private static void requireNumber(String name, @Nullable Double declared) {
        require(declared == null || Double.isFinite(declared), name + " is a finite number");
    }

    private static void requirePositive(String name, @Nullable Double declared) {
        require(declared == null || (Double.isFinite(declared) && declared > 0), name + " is a number above 0");
    }

    private static void requireTime(String name, @Nullable Long declared) {
        require(
                declared == null || (declared > 0 && declared <= TIME_MAX_MS),
                name + " is from 1 ms to " + TIME_MAX_MS + " ms");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    private static double orElse(@Nullable Double declared, double otherwise) {
        return declared == null ? otherwise : declared;
    }

    private static long orElse(@Nullable Long declared, long otherwise) {
        return declared == null ? otherwise : declared;
    }

    /** Whose newest believed value the signal is compared with, null where it is with none. */
    public @Nullable PropertyName reference() {
        return reference;
    }

    boolean areOfSpikes() {
        return spike != Double.POSITIVE_INFINITY;
    }

    boolean areOfDrift() {
        return drift != Double.POSITIVE_INFINITY;
    }
}
