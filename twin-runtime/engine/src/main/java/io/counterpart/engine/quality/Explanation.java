package io.counterpart.engine.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Findings in words, with their figures. */
final class Explanation {

    /** Worked out figures are rounded to this, away from zero, so that none looks as if it kept the limit it broke. */
    private static final MathContext WORKED_OUT = new MathContext(4, RoundingMode.UP);

    private static final MathContext MEASURED = new MathContext(7, RoundingMode.UP);

    /** Numbers with more digits before or zeros behind the point are written with an exponent. */
    private static final int PLAIN_DIGITS_MAX = 15;

    private final QualityRules rules;
    private final String unit;

    /** @param unit the word behind numbers, null for none */
    Explanation(QualityRules rules, @Nullable String unit) {
        this.rules = rules;
        this.unit = unit == null || unit.isEmpty() ? "" : " " + unit;
    }

    /** The figures are what {@link SignalQuality} notes for the finding. */
    String of(Finding finding, double figure, double second) {
        return switch (finding) {
            case GAP ->
                "no value for " + seconds((long) figure) + ", more than " + seconds(rules.gapAfterMs) + " is a gap";
            case STUCK ->
                measured(figure) + unit + " for " + exact(second) + " values in a row, " + rules.stuckAfter
                        + " mean that the sensor is stuck";
            case SPIKE ->
                measured(figure) + unit + " stands alone, it is more than " + exact(rules.spike) + unit + " from the "
                        + measured(second) + unit + " around it";
            case RANGE -> range(figure);
            case RATE ->
                "changes by " + workedOut(figure) + unit + " a second, the fastest believable is "
                        + exact(rules.ratePerSecond);
            case DRIFT ->
                "has parted by " + workedOut(figure) + unit + " from " + rules.reference() + ", more than "
                        + exact(rules.drift) + " is a drift";
            case CLOCK_SKEW ->
                "the device's clock is " + seconds((long) Math.abs(figure)) + (figure > 0 ? " ahead" : " behind")
                        + ", more than " + seconds(rules.skewMs) + " is not believed";
        };
    }

    private String range(double value) {
        if (!Double.isFinite(value)) {
            return "the value is not a finite number";
        }
        return value > rules.max
                ? measured(value) + unit + " is above " + exact(rules.max) + ", the highest believable value"
                : measured(value) + unit + " is below " + exact(rules.min) + ", the lowest believable value";
    }

    private static String seconds(long ms) {
        return text(BigDecimal.valueOf(ms, 3)) + " s";
    }

    /** A value as it came, unless a conversion has given it more digits than its instrument has. */
    private static String measured(double number) {
        return Double.isFinite(number) ? text(BigDecimal.valueOf(number).round(MEASURED)) : exact(number);
    }

    private static String workedOut(double number) {
        return Double.isFinite(number) ? text(BigDecimal.valueOf(number).round(WORKED_OUT)) : exact(number);
    }

    private static String exact(double number) {
        return Double.isFinite(number) ? text(BigDecimal.valueOf(number)) : Double.toString(number);
    }

    private static String text(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return Math.abs(shortest.precision() - shortest.scale()) <= PLAIN_DIGITS_MAX
                ? shortest.toPlainString()
                : shortest.toString();
    }
}
