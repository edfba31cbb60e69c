package io.counterpart.engine.quality;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import org.jspecify.annotations.Nullable;

/**
 * How far the values of one numeric signal are believed. It takes them one by one, in order of their event times, in constant time
 * and without garbage as long as nothing is found. Compact, for there are some for every twin: parts that no rule needs are not made.
 *
 * <p>A value that is out of range or a spike is not <em>believed</em>: nothing is compared with it, and it moves no median, rate or
 * drift. Every other finding leaves the value among those that count.
 *
 * <p>Times are epoch milliseconds. A finding begins at the event time of the value it was found at, and ends at that of the first
 * value without it; a gap begins with the last value before it.
 */
public final class SignalQuality {

    /** The event time of a signal that has no value yet. */
    private static final long NEVER = Long.MIN_VALUE;

    /** A drift ends when this part of what it needed to begin is left. */
    static final double DRIFT_ENDS_AT = 0.5;

    private static final int HAS_SURROUNDINGS = 1;
    private static final int HAS_PARTING = 2;
    private static final int HAS_LATENESS = 4;

    private final QualityRules rules;

    private long lastTs = NEVER;
    private long lastKnownAt;
    private double lastValue;
    /** How many of the last values are {@link #lastValue}. */
    private int equal;

    private long believedTs = NEVER;
    private double believed;

    private byte holding;

    private @Nullable Surroundings surroundings;
    private @Nullable Parting parting;
    /** Made at the first late value, dropped at the first in time. */
    private @Nullable Lateness lateness;
    /** Made at the first finding, dropped at the first value after the last. */
    private @Nullable Evidence evidence;

    /** Not part of the state: what the last value or gap changed. */
    private byte raised;

    /** Likewise. */
    private byte ended;

    /** A signal that has no value yet. */
    public SignalQuality(QualityRules rules) {
        this.rules = rules;
    }

    private SignalQuality(SignalQuality other) {
        rules = other.rules;
        lastTs = other.lastTs;
        lastKnownAt = other.lastKnownAt;
        lastValue = other.lastValue;
        equal = other.equal;
        believedTs = other.believedTs;
        believed = other.believed;
        holding = other.holding;
        surroundings = other.surroundings == null ? null : new Surroundings(other.surroundings);
        parting = other.parting == null ? null : new Parting(other.parting);
        lateness = other.lateness == null ? null : new Lateness(other.lateness);
        evidence = other.evidence == null ? null : new Evidence(other.evidence);
        raised = other.raised;
        ended = other.ended;
    }

    /** One that goes its own way from here. */
    public SignalQuality copy() {
        return new SignalQuality(this);
    }

    /** Whether a value of this event time can be the next: one that is older than the last cannot. */
    public boolean takes(long ts) {
        return ts >= lastTs;
    }

    /**
     * Takes the next value.
     *
     * @param ts its event time, one that it {@linkplain #takes takes}
     * @param knownAt when the platform learned of it
     * @param reference the newest value of {@link QualityRules#reference()} that is believed at ts, NaN for none
     * @return how far the value is believed, 0 to 100: the lowest score of the findings that hold at it
     * @throws IllegalArgumentException where the value is older than the one before it
     */
    public int judge(long ts, double value, long knownAt, double reference) {
        if (!takes(ts)) {
            throw new IllegalArgumentException(
                    "values are judged in order of their times, and " + ts + " is before " + lastTs);
        }
        int passedGap = passedGap(ts);
        int disbelieved = range(ts, value);
        int found = clockSkew(ts, knownAt) | stuck(ts, value) | disbelieved;
        if (disbelieved == 0) {
            disbelieved = spike(ts, value);
            found |= disbelieved | rate(ts, value);
        }
        if (disbelieved == 0) {
            believedTs = ts;
            believed = value;
        }
        boolean speaksOfDrift = disbelieved == 0 && (found & Finding.STUCK.bit()) == 0;
        found |= drift(ts, speaksOfDrift ? value - reference : Double.NaN);
        lastTs = ts;
        lastKnownAt = Math.max(lastKnownAt, knownAt);
        lastValue = value;
        settle(found, passedGap);
        return quality();
    }

    private void settle(int found, int passed) {
        raised = (byte) ((found | passed) & ~holding);
        ended = (byte) ((holding | passed) & ~found);
        holding = (byte) found;
        if ((holding | ended) == 0) {
            evidence = null;
        }
    }

    /**
     * A gap between the last value and this one: over when it is seen here, whether or not it was seen while it lasted. What was before
     * it no longer surrounds what comes.
     */
    private int passedGap(long ts) {
        if (lastTs == NEVER || ts - lastTs <= rules.gapAfterMs) {
            return 0;
        }
        if (surroundings != null) {
            surroundings.forget();
        }
        return foundOf(Finding.GAP, lastTs, ts - lastTs);
    }

    private int range(long ts, double value) {
        boolean isBelievable = Double.isFinite(value) && value >= rules.min && value <= rules.max;
        return isBelievable ? 0 : found(Finding.RANGE, ts, value, 0);
    }

    /**
     * A time in the future is proof of a wrong clock at once, for nothing is known before it was sent; one in the past only when it
     * is steady ({@link Lateness}), for what a device had to keep for a while comes late and is right.
     */
    private int clockSkew(long ts, long knownAt) {
        if (rules.skewMs == QualityRules.NEVER_MS) {
            return 0;
        }
        long delay = knownAt - ts;
        if (delay <= rules.skewMs) {
            lateness = null;
            return delay < -rules.skewMs ? foundOf(Finding.CLOCK_SKEW, ts, -delay) : 0;
        }
        if (lateness == null) {
            lateness = new Lateness();
        }
        lateness.add(ts, delay);
        return lateness.isProof() ? foundOf(Finding.CLOCK_SKEW, ts, -delay) : 0;
    }

    private int stuck(long ts, double value) {
        boolean same = Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(lastValue);
        if (!same || equal == 0) {
            equal = 1;
        } else if (equal < Integer.MAX_VALUE - 1) {
            equal++;
        }
        return equal >= rules.stuckAfter ? found(Finding.STUCK, ts, value, equal) : 0;
    }

    private int spike(long ts, double value) {
        if (!rules.areOfSpikes()) {
            return 0;
        }
        if (surroundings == null) {
            surroundings = new Surroundings();
        }
        double middle = surroundings.middle();
        if (!isFar(value, middle)) {
            surroundings.add(value);
            return 0;
        }
        if (surroundings.setAside(value)) {
            middle = surroundings.middle();
        }
        return isFar(value, middle) ? found(Finding.SPIKE, ts, value, middle) : 0;
    }

    /** Nothing is far from NaN. */
    private boolean isFar(double value, double middle) {
        return Math.abs(value - middle) > rules.spike;
    }

    /** Two values of the same millisecond prove no rate. */
    private int rate(long ts, double value) {
        if (believedTs == NEVER || ts == believedTs) {
            return 0;
        }
        double perSecond = (value - believed) / ((ts - believedTs) / 1_000.0);
        return Math.abs(perSecond) > rules.ratePerSecond ? found(Finding.RATE, ts, perSecond, 0) : 0;
    }

    /** What is stuck says nothing of its drift, nor does what is not compared: then a drift that held goes on. */
    private int drift(long ts, double difference) {
        if (!rules.areOfDrift()) {
            return 0;
        }
        if (parting == null) {
            parting = new Parting();
        }
        if (Double.isFinite(difference)) {
            parting.add(ts, difference);
        }
        double distance = parting.distance();
        double limit = holds(Finding.DRIFT) ? rules.drift * DRIFT_ENDS_AT : rules.drift;
        return Math.abs(distance) > limit ? found(Finding.DRIFT, ts, distance, 0) : 0;
    }

    /** Figures of time are exact as doubles, too: no time is as long as 2^53 ms. */
    private int foundOf(Finding finding, long since, long milliseconds) {
        return found(finding, since, (double) milliseconds, 0);
    }

    private int found(Finding finding, long since, double figure, double second) {
        if (evidence == null) {
            evidence = new Evidence();
        }
        if (!holds(finding)) {
            evidence.setSince(finding, since);
        }
        evidence.setFigures(finding, figure, second);
        return finding.bit();
    }

    /**
     * When there is a gap unless a value comes before, in known time; {@link Long#MAX_VALUE} where there is no rule of gaps, no value
     * yet, or a gap already.
     */
    public long gapDueAt() {
        return rules.gapAfterMs == QualityRules.NEVER_MS || lastTs == NEVER || holds(Finding.GAP)
                ? Long.MAX_VALUE
                : lastKnownAt + rules.gapAfterMs;
    }

    /**
     * Says that no value has come until then; the next one ends the gap.
     *
     * @param knownAtMs before {@link #gapDueAt()} it changes nothing
     * @return whether there is a gap that was not there before
     */
    public boolean gap(long knownAtMs) {
        if (gapDueAt() == Long.MAX_VALUE || knownAtMs < gapDueAt()) {
            return false;
        }
        settle(holding | foundOf(Finding.GAP, lastTs, knownAtMs - lastKnownAt), 0);
        return true;
    }

    /** The event time of the newest value, {@link Long#MIN_VALUE} before the first. */
    public long lastTs() {
        return lastTs;
    }

    /** How far the signal is believed now, 0 to 100. */
    public int quality() {
        return Finding.qualityOf(holding);
    }

    public boolean holds(Finding finding) {
        return (holding & finding.bit()) != 0;
    }

    /** The {@linkplain Finding#of(int) bits} of what holds now. */
    public int holding() {
        return holding;
    }

    /** The bits of what the last value or gap raised. */
    public int raised() {
        return raised;
    }

    /** The bits of what the last value ended; a gap that nobody saw while it lasted is raised and ended by the same value. */
    public int ended() {
        return ended;
    }

    /**
     * The event time since when a finding holds, or held until the last value ended it.
     *
     * @throws IllegalArgumentException where it neither holds nor has just ended
     */
    public long since(Finding finding) {
        return evidenceOf(finding).since(finding);
    }

    /** Whether anything is declared of the device's clock. */
    public boolean isOfClock() {
        return rules.skewMs != QualityRules.NEVER_MS;
    }

    /** A clock that is wrong by so much (ahead, behind where it is below 0) that its values did not get here, in a sentence. */
    public String explainClock(long aheadMs) {
        return new Explanation(rules, null).of(Finding.CLOCK_SKEW, (double) aheadMs, 0);
    }

    /**
     * A finding that holds or has just ended, in a sentence with figures.
     *
     * @param unit the word behind numbers, null for none
     * @throws IllegalArgumentException where it neither holds nor has just ended
     */
    public String explain(Finding finding, @Nullable String unit) {
        Evidence known = evidenceOf(finding);
        return new Explanation(rules, unit).of(finding, known.figure(finding), known.second(finding));
    }

    private Evidence evidenceOf(Finding finding) {
        if (evidence == null || ((holding | ended) & finding.bit()) == 0) {
            throw new IllegalArgumentException(finding.word() + " was not found");
        }
        return evidence;
    }

    /** What {@link #raised()} and {@link #ended()} say is not kept. */
    public void write(BinaryOutput out) {
        out.putByte((surroundings == null ? 0 : HAS_SURROUNDINGS)
                | (parting == null ? 0 : HAS_PARTING)
                | (lateness == null ? 0 : HAS_LATENESS));
        out.putByte(holding);
        out.putLong(lastTs);
        out.putLong(lastKnownAt);
        out.putDouble(lastValue);
        out.putInt(equal);
        out.putLong(believedTs);
        out.putDouble(believed);
        if (surroundings != null) {
            surroundings.write(out);
        }
        if (parting != null) {
            parting.write(out);
        }
        if (lateness != null) {
            lateness.write(out);
        }
        if (evidence != null) {
            evidence.write(holding, out);
        }
    }

    /** @throws DamagedBytes where that is not what was written */
    public static SignalQuality read(BinaryInput in, QualityRules rules) {
        SignalQuality signal = new SignalQuality(rules);
        int parts = in.getByte();
        int holding = in.getByte();
        if ((parts & ~(HAS_SURROUNDINGS | HAS_PARTING | HAS_LATENESS)) != 0 || (holding & ~Finding.ALL) != 0) {
            throw new DamagedBytes("a signal of parts " + parts + " and findings " + holding);
        }
        signal.holding = (byte) holding;
        signal.lastTs = in.getLong();
        signal.lastKnownAt = in.getLong();
        signal.lastValue = in.getDouble();
        signal.equal = in.getInt();
        signal.believedTs = in.getLong();
        signal.believed = in.getDouble();
        signal.surroundings = (parts & HAS_SURROUNDINGS) == 0 ? null : Surroundings.read(in);
        signal.parting = (parts & HAS_PARTING) == 0 ? null : Parting.read(in);
        signal.lateness = (parts & HAS_LATENESS) == 0 ? null : Lateness.read(in);
        signal.evidence = holding == 0 ? null : Evidence.read(holding, in);
        return signal;
    }
}
