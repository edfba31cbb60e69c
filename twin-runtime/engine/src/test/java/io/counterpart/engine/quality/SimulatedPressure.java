package io.counterpart.engine.quality;

import java.util.SplittableRandom;

/**
 * A line of 0 to 10 bar with two transmitters, sampled every 10 s. The process has a daily cycle of 1 bar, a new set point every six
 * hours or so, which it follows with 3 min, and disturbances (AR(1), 0.5 % of span, correlated over some 8 min). Each transmitter
 * adds noise of its own (AR(1), 0.5 % of span) and resolves 0.01 bar; the second stands 0.2 bar lower and was read 5 s before. Readings come in
 * order over a network with a typical delay of 200 ms and now and then one of up to 5 s; the device's clock is wrong by up to 5 s.
 */
final class SimulatedPressure {

    static final double SPAN = 10;
    static final long PERIOD_MS = 10_000;
    static final int A_DAY = (int) (86_400_000 / PERIOD_MS);
    static final int AN_HOUR = A_DAY / 24;
    static final int A_WEEK = 7 * A_DAY;
    static final int STUCK_AFTER = 10;

    /**
     * All rules together, as somebody who knows the plant would put them: the transmitter's range; what no pump of this line does (its
     * fastest is 0.017 bar/s); ten equal readings, where the noise makes two equal ones unlikely; a tenth of the span for spikes and a
     * hundredth for drift.
     */
    static final Declaration DECLARED = new Declaration()
            .range(0.0, SPAN)
            .rate(0.05)
            .every(PERIOD_MS, null)
            .stuck(STUCK_AFTER)
            .spike(SPAN / 10)
            .drift("suction", SPAN / 100)
            .skew(30_000);

    static final long START_MS = 1_750_000_000_000L;

    private static final double SIGMA = 0.005 * SPAN;
    private static final double DISTURBANCE_MEMORY = 0.98;
    private static final double NOISE_MEMORY = 0.6;
    private static final double APPROACH = PERIOD_MS / (180_000.0 + PERIOD_MS);
    private static final double RESOLUTION = 0.01;

    private final SplittableRandom random;
    private final long clockErrorMs;
    private long count;
    private long trueMs = START_MS - PERIOD_MS;
    private double setPoint = 5;
    private double level = 5;
    private double disturbance;
    private double noise;
    private double referenceNoise;
    private double process = 5;

    long ts;
    long knownAt;
    double value;
    double reference;

    SimulatedPressure(long seed) {
        random = new SplittableRandom(seed);
        clockErrorMs = random.nextLong(-5_000, 5_001);
    }

    /** Goes to the next reading. */
    SimulatedPressure next() {
        count++;
        trueMs += PERIOD_MS;
        if (random.nextInt(6 * AN_HOUR) == 0) {
            setPoint = random.nextDouble(3.5, 6.5);
        }
        level += (setPoint - level) * APPROACH;
        disturbance = autoregressive(disturbance, DISTURBANCE_MEMORY);
        noise = autoregressive(noise, NOISE_MEMORY);
        referenceNoise = autoregressive(referenceNoise, NOISE_MEMORY);
        double before = process;
        process = level + Math.sin(2 * Math.PI * count / A_DAY) + disturbance;
        value = resolved(process + noise);
        reference = resolved((before + process) / 2 - 0.2 + referenceNoise);
        ts = trueMs + clockErrorMs;
        knownAt = Math.max(knownAt, trueMs + delayMs());
        return this;
    }

    private double autoregressive(double last, double memory) {
        return memory * last + Math.sqrt(1 - memory * memory) * SIGMA * random.nextGaussian();
    }

    private static double resolved(double exact) {
        return Math.rint(exact / RESOLUTION) * RESOLUTION;
    }

    private long delayMs() {
        long usual = 50 + (long) (150 * random.nextExponential());
        return random.nextInt(500) == 0 ? usual + random.nextLong(5_000) : usual;
    }

    /** Has this reading judged, and before it the gap, where one is due. */
    int judgedBy(SignalQuality signal) {
        return judgedBy(signal, value);
    }

    /** The same with another value in its place. */
    int judgedBy(SignalQuality signal, double instead) {
        if (signal.gapDueAt() <= knownAt) {
            signal.gap(signal.gapDueAt());
        }
        return signal.judge(ts, instead, knownAt, reference);
    }

    /** Goes on and has all judged, so many readings. */
    void run(SignalQuality signal, int readings) {
        for (int i = 0; i < readings; i++) {
            next().judgedBy(signal);
        }
    }
}
