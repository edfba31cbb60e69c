package io.counterpart.engine.signal;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.quality.Finding;
import io.counterpart.engine.quality.Rollup;
import io.counterpart.engine.quality.SignalQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a twin knows of its signals: how they stand, what may still come out of order, and what was said of them. */
public final class TwinSignals {

    /** What is wrong with one signal is said at most so often; what it is now stands in the twin's state. */
    public static final long SAID_EVERY_MS = 10_000;

    private final SignalPlan plan;
    private Signals head;
    private final @Nullable Reordering reordering;

    /** By place among those that are judged: which findings were said, and when (known time). */
    private final byte[] said;

    private final long[] saidAt;

    /**
     * By how much the device's clock was ahead (behind, where it is below 0) when a reading was rejected for that; 0 when its time was
     * right since.
     */
    private long clockAheadMs;

    private long clockWrongSince;

    /** Signals of which nothing was heard. */
    public TwinSignals(SignalPlan plan, Owner owner) {
        this(plan, new Signals(plan, owner), plan.orderWindowMs() == 0 ? null : new Reordering(plan, owner));
    }

    private TwinSignals(SignalPlan plan, Signals head, @Nullable Reordering reordering) {
        this.plan = plan;
        this.head = head;
        this.reordering = reordering;
        said = new byte[plan.judged().length];
        saidAt = new long[said.length];
    }

    /**
     * Takes a reading: of each of its signals what is no older than all that was heard of it, or what {@link #canRepair} says can be put
     * in its place.
     *
     * @param outcome is given what comes of it for history, of this time and of others
     */
    public void take(SignalReading reading, Outcome outcome) {
        outcome.clear();
        if (reordering == null) {
            head.take(reading, outcome);
        } else {
            head = reordering.take(head, reading, outcome);
        }
        outcome.sort();
    }

    /**
     * Begins with values that the twin had before, in the order of their times; of what comes of them history knows already. What is older
     * than they are is not put in its place any more.
     */
    public void resume(SignalReading reading) {
        head.take(reading, new Outcome());
        if (reordering != null) {
            reordering.resume(reading);
        }
    }

    /** Reads something of each signal, to have it fetched. */
    public long touch() {
        return head.touch();
    }

    /** Whether anything is made of this property's values. */
    public boolean uses(int property) {
        return plan.uses(property);
    }

    /** Whether what is of this event time can still be put in its place, though newer was heard. */
    public boolean canRepair(long ts) {
        return reordering != null && reordering.isInside(ts);
    }

    /** When a signal has a gap unless a value comes before, in known time; {@link Long#MAX_VALUE} for never. */
    public long gapDueAt() {
        return head.gapDueAt();
    }

    /** Says that no value has come until then; what that makes for history is put into the outcome. */
    public void gaps(long knownAtMs, Outcome outcome) {
        outcome.clear();
        head.gaps(knownAtMs, outcome);
        outcome.sort();
        if (reordering != null) {
            reordering.lookedForGaps(knownAtMs);
        }
    }

    /** Takes what is made of other properties. */
    @FunctionalInterface
    public interface Made {

        /**
         * The newest value of a property, NaN where there is none.
         *
         * @param ts its event time
         */
        void number(int property, double value, long ts);
    }

    /** Tells the newest of all that is made of others. */
    public void made(Made of) {
        for (int i = 0; i < plan.made().size(); i++) {
            of.number(plan.made().get(i), head.made(i), head.madeAt(i));
        }
    }

    // ---- the clock of who sends them ----

    /** Notes that a reading was rejected whose time proves a wrong clock: none of its values is judged, but all of its signals know. */
    public void clockIsWrong(long aheadMs, long knownAt) {
        clockWrongSince = isClockWrong() ? clockWrongSince : knownAt;
        clockAheadMs = aheadMs;
    }

    /** Notes that a reading had a time that is accepted. */
    public void clockIsRight() {
        clockAheadMs = 0;
    }

    /** Whether the last reading that brought its own time was rejected for it, with a time that proves a wrong clock. */
    public boolean isClockWrong() {
        return clockAheadMs != 0;
    }

    private int holding(SignalQuality judged) {
        return isClockWrong() && judged.isOfClock() ? judged.holding() | Finding.CLOCK_SKEW.bit() : judged.holding();
    }

    /** How far a property's newest value is believed, -1 where nobody judges it. */
    private int score(int property) {
        SignalQuality judged = head.judged(property);
        return judged == null || holding(judged) == judged.holding()
                ? head.score(property)
                : Math.min(head.score(property), Finding.CLOCK_SKEW.score());
    }

    // ---- what is to be said ----

    /** Takes what is wrong with a signal, where that has changed. */
    @FunctionalInterface
    public interface Changes {

        /**
         * @param ts the event time of its newest value
         * @param score how far it is believed now
         * @param findings what holds now, the worst first
         */
        void judged(PropertyName property, long ts, int score, List<PropertyState.Finding> findings);
    }

    /**
     * Tells what has changed since it was told last.
     *
     * @param everyMs of each signal once in this time, {@link #SAID_EVERY_MS} for readings; 0 where nothing may follow, as after a gap
     * @param units by property, for the words
     */
    public void changes(long knownAt, long everyMs, Units units, Changes to) {
        for (int i = 0; i < said.length; i++) {
            int property = plan.judged()[i];
            SignalQuality judged = head.judged(property);
            if (judged == null || holding(judged) == said[i] || knownAt - saidAt[i] < everyMs) {
                continue;
            }
            said[i] = (byte) holding(judged);
            saidAt[i] = knownAt;
            to.judged(
                    plan.property(property).name(),
                    judged.lastTs() == Long.MIN_VALUE ? knownAt : judged.lastTs(),
                    score(property),
                    findings(judged, units.of(property)));
        }
    }

    /** The units of properties, by place. */
    @FunctionalInterface
    public interface Units {
        @Nullable String of(int property);
    }

    private List<PropertyState.Finding> findings(SignalQuality judged, @Nullable String unit) {
        List<Finding> found = new ArrayList<>(Finding.of(holding(judged)));
        found.sort(Comparator.comparingInt(Finding::score));
        return found.stream()
                .map(finding -> judged.holds(finding)
                        ? new PropertyState.Finding(
                                finding.word(), judged.since(finding), judged.explain(finding, unit))
                        : new PropertyState.Finding(finding.word(), clockWrongSince, judged.explainClock(clockAheadMs)))
                .toList();
    }

    // ---- how they stand ----

    /** How far a property's newest value is believed; null where nobody judges it. */
    public PropertyState.@Nullable Judged judged(int property, @Nullable String unit) {
        int score = score(property);
        if (score < 0) {
            return null;
        }
        SignalQuality judged = head.judged(property);
        return new PropertyState.Judged(
                plan.property(property).qualitySlot(), score, judged == null ? List.of() : findings(judged, unit));
    }

    /** What a property's filter makes of it; null where it has none. */
    public PropertyState.@Nullable Filtered filtered(int property) {
        SignalPlan.Line line = plan.line(property);
        if (line == null || line.filter() == null) {
            return null;
        }
        double value = head.filtered(property);
        return new PropertyState.Filtered(
                plan.property(property).filteredSlot(),
                Double.isNaN(value) ? null : value,
                Double.isNaN(value) ? 0 : head.movedAt(property));
    }

    /** Adds how far each of the twin's signals is believed. */
    public void addTo(Rollup rollup) {
        for (int property : plan.judged()) {
            rollup.add(plan.property(property).name(), score(property));
        }
    }

    /** How far the property's newest value is believed, 100 where nobody says. */
    public int believed(int property) {
        int score = score(property);
        return score < 0 ? Finding.FULL_QUALITY : score;
    }

    /**
     * What others are given for the property's newest value.
     *
     * @param measured that value
     */
    public double usable(int property, double measured) {
        double filtered = head.filtered(property);
        return Double.isNaN(filtered) ? measured : filtered;
    }

    /** The properties that are made of other twins', by their places. */
    public int[] related() {
        return plan.related();
    }

    /** What the type makes of other twins' values for one of {@link #related()}. */
    public Signal.Related relatedOf(int property) {
        return Objects.requireNonNull(plan.related(property));
    }

    /** The same for all of them. */
    public List<Signal.Related> allRelated() {
        return Arrays.stream(plan.related()).mapToObj(this::relatedOf).toList();
    }

    /** The properties made of other twins' that this one is made of, itself among them. */
    public List<Integer> relatedBehind(int property) {
        return plan.relatedBehind(property);
    }

    /** Whether readings may come out of order. */
    public boolean hasOrderWindow() {
        return reordering != null;
    }

    // ---- bytes ----

    public void write(BinaryOutput out) {
        head.write(out);
        if (reordering != null) {
            reordering.write(out);
        }
        for (int i = 0; i < said.length; i++) {
            out.putByte(said[i]);
            out.putLong(saidAt[i]);
        }
    }

    /** What is there only while {@link #isClockWrong()}. */
    public void writeClock(BinaryOutput out) {
        out.putLong(clockAheadMs);
        out.putLong(clockWrongSince);
    }

    public void readClock(BinaryInput in) {
        clockAheadMs = in.getLong();
        clockWrongSince = in.getLong();
    }

    public static TwinSignals read(BinaryInput in, SignalPlan plan, Owner owner) {
        Signals head = Signals.read(in, plan, owner);
        Reordering reordering = plan.orderWindowMs() == 0 ? null : Reordering.read(in, plan, owner);
        TwinSignals signals = new TwinSignals(plan, head, reordering);
        for (int i = 0; i < signals.said.length; i++) {
            signals.said[i] = (byte) in.getByte();
            signals.saidAt[i] = in.getLong();
        }
        return signals;
    }
}
