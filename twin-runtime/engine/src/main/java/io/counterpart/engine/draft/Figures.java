package io.counterpart.engine.draft;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Numbers as people write limits: few digits, rounded away from what was seen. */
final class Figures {

    private static final MathContext TWO_UP = new MathContext(2, RoundingMode.CEILING);
    private static final MathContext FOUR = new MathContext(4);
    private static final int PLAIN_DIGITS_MAX = 15;

    private static final List<Map.Entry<Long, String>> UNITS = List.of(
            Map.entry(86_400_000L, " d"),
            Map.entry(3_600_000L, " h"),
            Map.entry(60_000L, " min"),
            Map.entry(1_000L, " s"),
            Map.entry(1L, " ms"));

    private Figures() {}

    /** The next number with two digits; infinite where it is none any more. */
    static double up(double positive) {
        return Double.isFinite(positive)
                ? new BigDecimal(positive).round(TWO_UP).doubleValue()
                : positive;
    }

    /** The next number down, with as many digits as a hundredth of the span to a tenth of it needs. */
    static double down(double number, double span) {
        return to(number, span, RoundingMode.FLOOR);
    }

    /** Likewise, up. */
    static double up(double number, double span) {
        return to(number, span, RoundingMode.CEILING);
    }

    private static double to(double number, double span, RoundingMode mode) {
        if (!Double.isFinite(number) || !Double.isFinite(span) || span <= 0) {
            return number;
        }
        BigDecimal exact = new BigDecimal(span);
        int places = exact.scale() - exact.precision() + 2;
        return new BigDecimal(number).setScale(places, mode).doubleValue();
    }

    /** With four digits, or as many as it has before its point, for sentences. */
    static String text(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal rounded = BigDecimal.valueOf(number);
        if (rounded.precision() - rounded.scale() <= FOUR.getPrecision()) {
            rounded = rounded.round(FOUR);
        } else if (rounded.scale() > 0) {
            rounded = rounded.setScale(0, RoundingMode.HALF_UP);
        }
        BigDecimal shortest = rounded.stripTrailingZeros();
        return Math.abs(shortest.precision() - shortest.scale()) <= PLAIN_DIGITS_MAX
                ? shortest.toPlainString()
                : shortest.toString();
    }

    /** As the document writes times, ISO 8601. */
    static String duration(long milliseconds) {
        return Duration.ofMillis(milliseconds).toString();
    }

    /** For sentences, in the two largest units: {@code 28 d 18 h}, {@code 1 s}. */
    static String time(long milliseconds) {
        String text = "";
        long rest = milliseconds;
        int units = 0;
        for (Map.Entry<Long, String> unit : UNITS) {
            long count = rest / unit.getKey();
            if (count > 0 && units < 2) {
                text += (text.isEmpty() ? "" : " ") + count + unit.getValue();
            }
            units += units > 0 || count > 0 ? 1 : 0;
            rest -= count * unit.getKey();
        }
        return text.isEmpty() ? "0 ms" : text;
    }

    /**
     * The value that this part of the others does not exceed.
     *
     * @param sorted at least one
     * @param part 0 to 1
     */
    static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))];
    }

    static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
