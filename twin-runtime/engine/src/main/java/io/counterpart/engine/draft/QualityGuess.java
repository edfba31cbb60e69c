package io.counterpart.engine.draft;

import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.QuantityTable.Scale;
import io.counterpart.engine.draft.TimingGuess.Timing;
import io.counterpart.engine.quality.Finding;
import io.counterpart.engine.quality.QualityRules;
import io.counterpart.engine.quality.SignalQuality;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds by what a measurement may be judged, so that what was seen is nothing wrong, and something that was never seen is. What stands
 * alone among the readings is taken for a spike, and for no example of what is right. The shorter a device was watched, the further
 * every limit is from what was seen: it has not shown everything.
 */
final class QualityGuess {

    /** How many readings show how a signal behaves. */
    static final int ENOUGH = 200;

    private static final long WEEK_MS = 7 * 86_400_000L;

    /** How many changes show how fast and how far values may go. */
    private static final int CHANGES = 100;

    /** How far beyond the end of its scale a sensor may show, as a part of the span of what it showed. */
    private static final double BEYOND = 0.05;

    /** Which part of its values is 0 where a signal begins there. */
    private static final double ZEROS = 0.05;

    /** How many equal values in a row a noisy signal may show by chance. */
    private static final int EQUAL_MAX = 3;

    /** Which part of its steps is none, at most. */
    private static final double EQUAL_PART = 0.01;

    /** What is stuck, at least: much longer than by chance. */
    private static final int STUCK = 10;

    private final Numbers numbers;
    private final Numbers believed;
    private final int alone;
    private final @Nullable Quantity quantity;
    private final Remarks.OfProperty remarks;

    /** How many times as far as what was seen a limit of changes is. */
    private final int widening;

    /** By how many times the span of what was seen a range is wider on either side. */
    private final double margin;

    /** @param numbers in the quantity's unit */
    QualityGuess(Numbers numbers, @Nullable Quantity quantity, Remarks.OfProperty remarks) {
        this.numbers = numbers;
        this.quantity = quantity;
        this.remarks = remarks;
        this.believed = numbers.size() < ENOUGH ? numbers : Alone.without(numbers);
        this.alone = numbers.size() - believed.size();
        boolean isWeek = numbers.length() >= WEEK_MS;
        this.widening = isWeek ? 3 : 4;
        this.margin = isWeek ? 1 : 2;
    }

    /** Null where nothing is to be said. */
    Signal.@Nullable Quality guess() {
        Timing timing = TimingGuess.of(numbers.times(), remarks);
        if (numbers.size() < ENOUGH) {
            none("There are " + numbers.size() + " readings; limits take " + ENOUGH + ".");
            return timing.periodMs() == null ? null : quality(timing, null, null, null, null, null);
        }
        if (alone > 0) {
            remarks.add(
                    Subject.QUALITY,
                    "values that stand alone: " + alone,
                    "They are far from those before and after them, were taken for spikes and left out of what the limits are from.",
                    Confidence.LIKELY);
        }
        double span = believed.max() - believed.min();
        Double min = end(span, true);
        Double max = end(span, false);
        if (min != null && max != null && min >= max) {
            min = null;
            max = null;
        }
        range(min, max);
        boolean doChange = doChange();
        Signal.Quality quality = quality(
                timing,
                min,
                max,
                doChange ? rate() : null,
                doChange ? stuck() : null,
                doChange ? spike(timing, min, max) : null);
        if (quality.equals(quality(Timing.NONE, null, null, null, null, null))) {
            return null;
        }
        check(quality);
        return quality;
    }

    private static Signal.Quality quality(
            Timing timing,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Double rate,
            @Nullable Integer stuck,
            @Nullable Double spike) {
        return new Signal.Quality(min, max, rate, timing.periodMs(), timing.gapMs(), stuck, spike, null, null, null);
    }

    // ---- range ----

    /**
     * One end of the range: that of the quantity's scale, a little further where sensors have shown a little more than there is, else what
     * was seen and more.
     */
    private @Nullable Double end(double span, boolean isLow) {
        double seen = isLow ? believed.min() : believed.max();
        double wider = isLow ? Figures.down(seen - margin * span, span) : Figures.up(seen + margin * span, span);
        double natural = natural(isLow);
        double beyond = isLow ? natural - seen : seen - natural;
        double end = wider;
        if (beyond <= 0) {
            end = isReached() ? natural : isLow ? Math.max(natural, wider) : Math.min(natural, wider);
        } else if (isLow && quantity == null && touchesZero()) {
            end = 0;
        } else if (beyond <= BEYOND * span) {
            end = isLow ? Figures.down(natural - 2 * beyond, beyond) : Figures.up(natural + 2 * beyond, beyond);
        }
        return Double.isFinite(end) ? end : null;
    }

    /** Whether it is so often exactly 0, and never less, that it seems to begin there. */
    private boolean touchesZero() {
        return believed.min() == 0 && zeros() > ZEROS * believed.size();
    }

    private long zeros() {
        return DoubleStream.of(believed.values()).filter(value -> value == 0).count();
    }

    /** Where the quantity ends by nature, NaN where it does not. */
    private double natural(boolean isLow) {
        Scale scale = quantity == null ? null : QuantityGuess.scaleOf(quantity);
        return scale == null ? Double.NaN : isLow ? scale.low() : scale.high();
    }

    private boolean isReached() {
        Scale scale = quantity == null ? null : QuantityGuess.scaleOf(quantity);
        return scale != null && scale.isReached();
    }

    private void range(@Nullable Double min, @Nullable Double max) {
        boolean isWhole = min != null && max != null && min == natural(true) && max == natural(false);
        remarks.add(
                Subject.RANGE,
                min == null || max == null ? "not on both sides" : Figures.text(min) + " to " + Figures.text(max),
                ends() + "Seen were " + Figures.text(believed.min()) + " to " + Figures.text(believed.max())
                        + " within "
                        + Figures.time(numbers.length()) + "."
                        + (isWhole ? "" : " What the sensor and the process can be is for you to say."),
                isWhole ? Confidence.LIKELY : Confidence.UNSURE);
    }

    /** A sentence on the ends of the scale. */
    private String ends() {
        if (quantity == null && touchesZero()) {
            return "It was exactly 0 " + zeros() + " times, and never less. ";
        }
        if (quantity == null || !isReached()) {
            return "";
        }
        String low = Figures.text(natural(true));
        String sentence = quantity.semanticType()
                + (Double.isNaN(natural(false))
                        ? " begins at " + low
                        : " is from " + low + " to " + Figures.text(natural(false)));
        boolean isBeyond = believed.min() < natural(true) || believed.max() > natural(false);
        return sentence + (isBeyond ? ", and more was seen: the sensor is off, or the unit is another. " : ". ");
    }

    // ---- changes ----

    private boolean doChange() {
        int changes = 0;
        for (int i = 1; i < numbers.size(); i++) {
            changes += numbers.values()[i] == numbers.values()[i - 1] ? 0 : 1;
        }
        if (changes < CHANGES) {
            none("Among " + numbers.size() + " readings there are " + changes + " changes; limits of changes take "
                    + CHANGES + ".");
        }
        return changes >= CHANGES;
    }

    private @Nullable Double rate() {
        double fastest = 0;
        for (int i = 1; i < believed.size(); i++) {
            double seconds = (believed.times()[i] - believed.times()[i - 1]) / 1_000.0;
            fastest = Math.max(fastest, Math.abs(believed.values()[i] - believed.values()[i - 1]) / seconds);
        }
        double rate = Figures.up(fastest * widening);
        if (!isPositive(rate)) {
            return null;
        }
        remarks.add(
                Subject.RATE,
                Figures.text(rate) + " a second",
                "The fastest seen is " + Figures.text(fastest) + " a second; this is " + widening
                        + " times that. It is of this period: noise looks faster where values come more often.",
                Confidence.UNSURE);
        return rate;
    }

    private @Nullable Double spike(Timing timing, @Nullable Double min, @Nullable Double max) {
        double farthest = Alone.farthest(believed, timing.gapMs());
        double spike = Figures.up(farthest * widening);
        if (!isPositive(spike)) {
            return null;
        }
        if (min != null && max != null && spike >= Math.max(max - believed.min(), believed.max() - min)) {
            remarks.add(
                    Subject.SPIKE,
                    "no limit",
                    "Single values leave those before them by up to " + Figures.text(farthest)
                            + ": what is further than that is out of range anyway.",
                    Confidence.UNSURE);
            return null;
        }
        remarks.add(
                Subject.SPIKE,
                Figures.text(spike),
                "The farthest that a value left the median of the five before it is " + Figures.text(farthest)
                        + "; this is " + widening + " times that.",
                Confidence.UNSURE);
        return spike;
    }

    /** Only a signal that hardly ever repeats itself can be found stuck. */
    private @Nullable Integer stuck() {
        double[] values = numbers.values();
        int equal = 0;
        int run = 1;
        int longest = 1;
        for (int i = 1; i < values.length; i++) {
            boolean isSame = Double.compare(values[i], values[i - 1]) == 0;
            equal += isSame ? 1 : 0;
            run = isSame ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        if (longest > EQUAL_MAX || equal > EQUAL_PART * values.length) {
            remarks.add(
                    Subject.STUCK,
                    "no limit",
                    "It shows the same value up to " + longest
                            + " times in a row: that alone is no sign of a dead sensor.",
                    Confidence.UNSURE);
            return null;
        }
        remarks.add(
                Subject.STUCK,
                STUCK + " equal values",
                longest == 1
                        ? "Among " + values.length + " values none is the same as the one before."
                        : "Among " + values.length + " values there are " + longest + " equal ones in a row at most.",
                Confidence.LIKELY);
        return STUCK;
    }

    private static boolean isPositive(double number) {
        return number > 0 && Double.isFinite(number);
    }

    // ---- what they come to ----

    /** Judges the readings by the rules that they led to, as the platform will. */
    private void check(Signal.Quality quality) {
        SignalQuality signal = new SignalQuality(QualityRules.of(quality));
        Map<Finding, Integer> found = new TreeMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            long ts = numbers.times()[i];
            signal.judge(ts, numbers.values()[i], ts, Double.NaN);
            Finding.of(signal.raised()).forEach(finding -> found.merge(finding, 1, Integer::sum));
        }
        if (!found.isEmpty()) {
            remarks.add(
                    Subject.QUALITY,
                    found.entrySet().stream()
                            .map(entry -> entry.getKey().word() + " " + entry.getValue() + " times")
                            .collect(Collectors.joining(", ")),
                    "That is what these rules find in the " + numbers.size()
                            + " readings. If nothing was wrong then, they are too narrow.",
                    Confidence.CERTAIN);
        }
    }

    private void none(String reason) {
        remarks.add(Subject.QUALITY, "no limits", reason, Confidence.UNSURE);
    }
}
