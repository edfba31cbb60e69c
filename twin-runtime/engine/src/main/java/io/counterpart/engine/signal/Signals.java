package io.counterpart.engine.signal;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.derive.Expression;
import io.counterpart.engine.derive.Result;
import io.counterpart.engine.derive.Values;
import io.counterpart.engine.filter.SignalFilter;
import io.counterpart.engine.quality.Finding;
import io.counterpart.engine.quality.QualityRules;
import io.counterpart.engine.quality.SignalQuality;
import io.counterpart.engine.window.Grid;
import io.counterpart.engine.window.SlidingWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one twin as they stand after some readings. It takes readings in the order of their times; what it comes to is a
 * function of them and of their order alone.
 */
final class Signals {

    /** A value of a lower quality is neither filtered nor what others are compared with. */
    private static final int BELIEVED_MIN = 50;

    private static final long NEVER = Long.MIN_VALUE;

    private static final @Nullable String[] NO_TEXTS = {};

    private final SignalPlan plan;
    private final Owner owner;
    private final SignalQuality[] judged;
    private final SignalFilter[] filters;
    private final long[] movedAt;
    private final SlidingWindow[] windows;
    private final Grid[] grids;

    /** By place among those that others are compared with: the newest believed value, NaN before the first. */
    private final double[] believed;

    /** By place among those that have a score. */
    private final byte[] scores;

    /** By place among those that are made of others: the newest there was, NaN before the first, and its time. */
    private final double[] made;

    private final long[] madeAt;

    /** By place among those that derived properties read: the newest, its time ({@link #NEVER} for none) and its score. */
    private final double[] read;

    private final long[] readAt;
    private final byte[] readScores;

    /** Only where a text is read. */
    private final @Nullable String[] readTexts;

    /** Not part of the state: the windows that the reading in hand has moved, and the derived properties of which it has changed something. */
    private final boolean[] touched;

    private final boolean[] due;

    /** Signals without values. */
    Signals(SignalPlan plan, Owner owner) {
        this.plan = plan;
        this.owner = owner;
        judged = new SignalQuality[plan.judged().length];
        for (int i = 0; i < judged.length; i++) {
            judged[i] = new SignalQuality(
                    Objects.requireNonNull(line(plan.judged()[i]).rules()));
        }
        filters = new SignalFilter[plan.filtered().length];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = new SignalFilter(
                    Objects.requireNonNull(line(plan.filtered()[i]).filter()));
        }
        movedAt = new long[filters.length];
        Arrays.fill(movedAt, NEVER);
        windows = new SlidingWindow[plan.windows().size()];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new SlidingWindow(plan.windows().get(i).lengthMs(), plan.windowValues());
        }
        touched = new boolean[windows.length];
        read = new double[plan.read()];
        readAt = new long[read.length];
        Arrays.fill(readAt, NEVER);
        readScores = new byte[read.length];
        readTexts = plan.readsTexts() ? new String[read.length] : NO_TEXTS;
        due = new boolean[plan.derived().size()];
        grids = new Grid[plan.grids().size()];
        for (int i = 0; i < grids.length; i++) {
            grids[i] = new Grid(plan.grids().get(i).signals());
        }
        believed = new double[plan.compared()];
        Arrays.fill(believed, Double.NaN);
        scores = new byte[plan.scored()];
        Arrays.fill(scores, (byte) Finding.FULL_QUALITY);
        made = new double[plan.made().size()];
        Arrays.fill(made, Double.NaN);
        madeAt = new long[made.length];
        Arrays.fill(madeAt, NEVER);
    }

    private Signals(Signals other) {
        plan = other.plan;
        owner = other.owner;
        read = other.read.clone();
        readAt = other.readAt.clone();
        readScores = other.readScores.clone();
        readTexts = other.readTexts.clone();
        due = other.due.clone();
        judged = other.judged.clone();
        for (int i = 0; i < judged.length; i++) {
            judged[i] = judged[i].copy();
        }
        filters = other.filters.clone();
        for (int i = 0; i < filters.length; i++) {
            filters[i] = filters[i].copy();
        }
        movedAt = other.movedAt.clone();
        windows = other.windows.clone();
        for (int i = 0; i < windows.length; i++) {
            windows[i] = windows[i].copy();
        }
        touched = other.touched.clone();
        grids = other.grids.clone();
        for (int i = 0; i < grids.length; i++) {
            grids[i] = grids[i].copy();
        }
        believed = other.believed.clone();
        scores = other.scores.clone();
        made = other.made.clone();
        madeAt = other.madeAt.clone();
    }

    /** Others that go their own way from here. */
    Signals copy() {
        return new Signals(this);
    }

    private SignalPlan.Line line(int property) {
        return Objects.requireNonNull(plan.line(property), "a property that no signal declares");
    }

    /** Takes the next reading; what comes of it beside its values is added to the outcome. */
    void take(SignalReading reading, Outcome outcome) {
        for (int i = 0; i < reading.count; i++) {
            String text = reading.text(i);
            if (text != null) {
                take(reading.ts, reading.properties[i], text);
                continue;
            }
            take(reading.ts, reading.knownAts[i], reading.properties[i], reading.values[i], reading.atMost[i], outcome);
        }
        long knownAt = reading.knownAt();
        workOut(plan.steps(), reading.ts, knownAt, outcome);
        int first = plan.computed().size();
        for (int i = 0; i < grids.length; i++) {
            SignalPlan.Aligned aligned = plan.grids().get(i);
            grids[i].passed(reading.ts - aligned.waitMs());
            align(i, aligned, first, knownAt, outcome);
            first += aligned.properties().size();
        }
    }

    /**
     * What the windows say that were moved, and the functions of which something has changed; each after what it is made of. What
     * stands on a grid is of the grid's instants, and all else of the reading's time: so each goes forward in its own times.
     */
    private void workOut(List<Integer> steps, long ts, long knownAt, Outcome outcome) {
        int firstDerived = made.length - due.length;
        for (int i : steps) {
            if (i >= firstDerived) {
                if (due[i - firstDerived]) {
                    due[i - firstDerived] = false;
                    derive(i, plan.derived().get(i - firstDerived), ts, knownAt, outcome);
                }
                continue;
            }
            SignalPlan.Computed computed = plan.computed().get(i);
            SlidingWindow window = windows[computed.window()];
            if (touched[computed.window()]) {
                double value = window.statistic(computed.statistic());
                make(i, computed.property(), window.end(), value, Finding.FULL_QUALITY, knownAt, outcome);
            }
        }
        for (int i : steps) {
            if (i < firstDerived) {
                touched[plan.computed().get(i).window()] = false;
            }
        }
    }

    private void derive(int i, SignalPlan.Derived derived, long ts, long knownAt, Outcome outcome) {
        Expression expression = derived.expression();
        if (expression == null) {
            make(i, derived.property(), ts, Double.NaN, 0, knownAt, outcome);
            return;
        }
        switch (expression.evaluate(new Inputs(derived.places(), ts))) {
            case Result.OfNumber(double value, int quality) ->
                make(i, derived.property(), ts, value, quality, knownAt, outcome);
            case Result.OfTruth(boolean value, int quality) ->
                make(i, derived.property(), ts, value ? 1 : 0, quality, knownAt, outcome);
            case Result.Missing _, Result.Failed _ -> make(i, derived.property(), ts, Double.NaN, 0, knownAt, outcome);
            case Result.OfText _ -> throw new IllegalStateException("a text is no signal");
        }
    }

    /** What an expression reads, as it stands. */
    private final class Inputs implements Values {

        private final List<Integer> places;
        private final long causeTs;

        Inputs(List<Integer> places, long causeTs) {
            this.places = places;
            this.causeTs = causeTs;
        }

        @Override
        public boolean has(int variable) {
            return readAt[places.get(variable)] != NEVER;
        }

        @Override
        public double number(int variable) {
            return read[places.get(variable)];
        }

        @Override
        public String text(int variable) {
            return Objects.requireNonNull(readTexts[places.get(variable)]);
        }

        @Override
        public int quality(int variable) {
            return readScores[places.get(variable)];
        }

        @Override
        public long ts(int variable) {
            return readAt[places.get(variable)];
        }

        @Override
        public long causeTs() {
            return causeTs;
        }

        @Override
        public String twinId() {
            return owner.twin().value();
        }

        @Override
        public String twinType() {
            return owner.type().value();
        }
    }

    /** The rows of a grid that are complete now. */
    private void align(int grid, SignalPlan.Aligned aligned, int first, long knownAt, Outcome outcome) {
        double[] row = new double[aligned.properties().size()];
        while (grids[grid].next(row)) {
            long instant = grids[grid].instant();
            for (int i = 0; i < row.length; i++) {
                make(first + i, aligned.properties().get(i), instant, row[i], Finding.FULL_QUALITY, knownAt, outcome);
            }
            workOut(plan.steps(grid), instant, knownAt, outcome);
        }
    }

    /** A text is read by expressions, and by nobody else. */
    private void take(long ts, int property, String text) {
        SignalPlan.Line line = line(property);
        if (line.read() >= 0) {
            readTexts[line.read()] = text;
            readAt[line.read()] = ts;
            readScores[line.read()] = (byte) Finding.FULL_QUALITY;
        }
        line.derived().forEach(i -> due[i] = true);
    }

    /** @param atMost how far it is believed at most, for what it is made of */
    private void take(long ts, long knownAt, int property, double value, int atMost, Outcome outcome) {
        SignalPlan.Line line = line(property);
        if (Double.isNaN(value)) {
            hasNone(ts, property, line, outcome);
            return;
        }
        int score = atMost;
        if (line.rules() != null) {
            double reference = line.reference() < 0 ? Double.NaN : believed[line.reference()];
            tellGapBefore(ts, property, line, outcome);
            score = Math.min(score, judged[line.judged()].judge(ts, value, knownAt, reference));
        }
        settle(ts, property, line, value, score, outcome);
    }

    /** What follows from a value once it has its score. */
    private void settle(long ts, int property, SignalPlan.Line line, double value, int score, Outcome outcome) {
        if (line.scored() >= 0) {
            score(ts, property, line, score, outcome);
        }
        if (score >= BELIEVED_MIN && line.compared() >= 0) {
            believed[line.compared()] = value;
        }
        double usable = value;
        if (line.filter() != null) {
            usable = filter(ts, property, line, value, score, outcome);
        }
        for (int window : line.windows()) {
            if (score >= plan.windows().get(window).minQuality() && Double.isFinite(usable)) {
                windows[window].add(ts, usable);
            } else {
                windows[window].advanceTo(ts);
            }
            touched[window] = true;
        }
        if (line.read() >= 0 && Double.isFinite(usable)) {
            read[line.read()] = usable;
            readAt[line.read()] = ts;
            readScores[line.read()] = (byte) score;
        }
        line.derived().forEach(i -> due[i] = true);
        for (SignalPlan.GridPlace place : line.grids()) {
            if (score >= BELIEVED_MIN && Double.isFinite(usable)) {
                grids[place.grid()].add(place.signal(), ts, usable);
            }
        }
    }

    private double filter(long ts, int property, SignalPlan.Line line, double value, int score, Outcome outcome) {
        SignalFilter filter = filters[line.filtered()];
        int slot = plan.property(property).filteredSlot();
        if (score >= BELIEVED_MIN) {
            filter.next(ts, value);
        }
        if (score >= BELIEVED_MIN && filter.hasMoved()) {
            movedAt[line.filtered()] = ts;
            outcome.add(ts, slot, filter.output());
        } else {
            outcome.stays(ts, slot, filter.output());
        }
        return filter.output();
    }

    /**
     * History shows where a gap begins, whether or not somebody saw it in known time; one that was seen, and in the times of the
     * values is none, is taken back.
     */
    private void tellGapBefore(long ts, int property, SignalPlan.Line line, Outcome outcome) {
        SignalQuality quality = judged[line.judged()];
        long silentMs = ts - quality.lastTs();
        if (quality.lastTs() == NEVER || (silentMs <= line.gapAfterMs() && !quality.holds(Finding.GAP))) {
            return;
        }
        long begin = quality.lastTs() + line.gapAfterMs();
        if (begin != ts) {
            outcome.set(
                    begin,
                    plan.property(property).qualitySlot(),
                    begin < ts ? Finding.GAP.score() : Finding.FULL_QUALITY);
        }
    }

    /** History holds the scores below the best, and the best where one below it came before: it may have been of the same time. */
    private void score(long ts, int property, SignalPlan.Line line, int score, Outcome outcome) {
        boolean isTold = score < Finding.FULL_QUALITY || scores[line.scored()] < Finding.FULL_QUALITY;
        scores[line.scored()] = (byte) score;
        if (isTold) {
            outcome.add(ts, plan.property(property).qualitySlot(), score);
        }
    }

    private void make(int i, int property, long ts, double value, int atMost, long knownAt, Outcome outcome) {
        if (Double.isFinite(value)) {
            made[i] = value;
            madeAt[i] = ts;
            outcome.add(ts, plan.property(property).slot(), value);
            take(ts, knownAt, property, value, atMost, outcome);
            return;
        }
        hasNone(ts, property, line(property), outcome);
    }

    /** There is none, and if there was one for this time before it does not hold any more. */
    private void hasNone(long ts, int property, SignalPlan.Line line, Outcome outcome) {
        score(ts, property, line, 0, outcome);
        if (line.read() >= 0) {
            readAt[line.read()] = NEVER;
        }
        line.derived().forEach(d -> due[d] = true);
    }

    /** Reads something of each, to have it fetched. */
    long touch() {
        long touched = 0;
        for (SignalQuality one : judged) {
            touched += one.lastTs();
        }
        return touched;
    }

    // ---- gaps ----

    /** When there is a gap in one of them unless a value comes before, in known time; {@link Long#MAX_VALUE} for never. */
    long gapDueAt() {
        long due = Long.MAX_VALUE;
        for (SignalQuality one : judged) {
            due = Math.min(due, one.gapDueAt());
        }
        return due;
    }

    /**
     * Says that no value has come until then, in known time; of the gaps that this makes, where they begin in event time is added to
     * the outcome. A gap is found as of the moment when it was due, so that it is the same whenever it is looked for.
     */
    void gaps(long knownAtMs, Outcome outcome) {
        for (int i = 0; i < judged.length; i++) {
            long dueAt = judged[i].gapDueAt();
            if (dueAt <= knownAtMs && judged[i].gap(dueAt)) {
                scores[line(plan.judged()[i]).scored()] = (byte) judged[i].quality();
                tellGap(i, outcome);
            }
        }
    }

    /** Adds where the gaps begin that there are now. */
    void tellGaps(Outcome outcome) {
        for (int i = 0; i < judged.length; i++) {
            if (judged[i].holds(Finding.GAP)) {
                tellGap(i, outcome);
            }
        }
    }

    private void tellGap(int i, Outcome outcome) {
        int property = plan.judged()[i];
        outcome.set(
                judged[i].lastTs() + line(property).gapAfterMs(),
                plan.property(property).qualitySlot(),
                judged[i].quality());
    }

    // ---- how they stand ----

    /** How far the newest value of a property is believed, 0 to 100; -1 where nobody judges it. */
    int score(int property) {
        SignalPlan.Line line = plan.line(property);
        return line == null || line.scored() < 0 ? -1 : scores[line.scored()];
    }

    /** The signal as it is judged, null where nobody judges it. */
    @Nullable SignalQuality judged(int property) {
        SignalPlan.Line line = plan.line(property);
        return line == null || line.rules() == null ? null : judged[line.judged()];
    }

    /** What the property's filter gives, NaN where it has none or gave nothing yet. */
    double filtered(int property) {
        SignalPlan.Line line = plan.line(property);
        return line == null || line.filter() == null ? Double.NaN : filters[line.filtered()].output();
    }

    /** When it came to give that. */
    long movedAt(int property) {
        SignalPlan.Line line = plan.line(property);
        return line == null || line.filter() == null ? NEVER : movedAt[line.filtered()];
    }

    /** The newest there was of the i-th property that is made of others, NaN before the first. */
    double made(int i) {
        return made[i];
    }

    long madeAt(int i) {
        return madeAt[i];
    }

    /** Whether what the slot is for this time cannot change by any later reading: those of properties that are made wait for others. */
    boolean isSettled(long ts, int slot) {
        int property = Math.max(plan.judgedIn(slot), plan.filteredIn(slot));
        int i = plan.made().indexOf(property);
        return i < 0 || madeAt[i] >= ts;
    }

    // ---- bytes ----

    void write(BinaryOutput out) {
        for (SignalQuality one : judged) {
            one.write(out);
        }
        for (int i = 0; i < filters.length; i++) {
            filters[i].write(out);
            out.putLong(movedAt[i]);
        }
        for (SlidingWindow window : windows) {
            window.write(out);
        }
        for (Grid grid : grids) {
            grid.write(out);
        }
        for (double value : believed) {
            out.putDouble(value);
        }
        for (byte score : scores) {
            out.putByte(score);
        }
        for (int i = 0; i < read.length; i++) {
            out.putDouble(read[i]);
            out.putLong(readAt[i]);
            out.putByte(readScores[i]);
            if (plan.isTextRead(i)) {
                out.putOptionalText(readTexts[i]);
            }
        }
        for (int i = 0; i < made.length; i++) {
            out.putDouble(made[i]);
            out.putLong(madeAt[i]);
        }
    }

    static Signals read(BinaryInput in, SignalPlan plan, Owner owner) {
        Signals signals = new Signals(plan, owner);
        for (int i = 0; i < signals.judged.length; i++) {
            signals.judged[i] = SignalQuality.read(
                    in, Objects.requireNonNull(signals.line(plan.judged()[i]).rules()));
        }
        for (int i = 0; i < signals.filters.length; i++) {
            signals.filters[i] = SignalFilter.read(
                    in, Objects.requireNonNull(signals.line(plan.filtered()[i]).filter()));
            signals.movedAt[i] = in.getLong();
        }
        for (int i = 0; i < signals.windows.length; i++) {
            signals.windows[i] = SlidingWindow.read(in, plan.windows().get(i).lengthMs(), plan.windowValues());
        }
        for (int i = 0; i < signals.grids.length; i++) {
            signals.grids[i] = Grid.read(in, plan.grids().get(i).signals());
        }
        for (int i = 0; i < signals.believed.length; i++) {
            signals.believed[i] = in.getDouble();
        }
        for (int i = 0; i < signals.scores.length; i++) {
            signals.scores[i] = (byte) in.getByte();
        }
        for (int i = 0; i < signals.read.length; i++) {
            signals.read[i] = in.getDouble();
            signals.readAt[i] = in.getLong();
            signals.readScores[i] = (byte) in.getByte();
            if (plan.isTextRead(i)) {
                signals.readTexts[i] = in.getOptionalText();
            }
        }
        for (int i = 0; i < signals.made.length; i++) {
            signals.made[i] = in.getDouble();
            signals.madeAt[i] = in.getLong();
        }
        signals.giveUpUnusable();
        return signals;
    }

    /** What was found by rules that do not hold any more was not found, and what cannot be worked out any more is not there. */
    private void giveUpUnusable() {
        for (int i = 0; i < judged.length; i++) {
            SignalPlan.Line line = line(plan.judged()[i]);
            if (line.rules() == QualityRules.NONE) {
                judged[i] = new SignalQuality(QualityRules.NONE);
                scores[line.scored()] = (byte) Finding.FULL_QUALITY;
            }
        }
        for (int i = 0; i < made.length; i++) {
            int property = plan.made().get(i);
            if (plan.isWithdrawn(property)) {
                SignalPlan.Line line = line(property);
                made[i] = Double.NaN;
                scores[line.scored()] = 0;
                if (line.read() >= 0) {
                    readAt[line.read()] = NEVER;
                }
            }
        }
    }
}
