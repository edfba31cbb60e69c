package io.counterpart.engine.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes. */
class SignalQualityProperties {

    private static final int READINGS = 120;
    private static final double[] LEVELS = {0, 1, 2, 5, 5.5, 9, 10, 11, -1, 1e300, -1e300};
    private static final long[] STEPS_MS = {0, 1, 500, 1_000, 1_000, 1_000, 2_000, 2_001, 5_000, 600_000};

    private record Reading(long ts, double value, long knownAt, double reference) {}

    /** Readings of few levels that stay for a while, so that every rule has something to find. */
    private static List<Reading> readings(Random random) {
        List<Reading> readings = new ArrayList<>();
        long ts = SimulatedPressure.START_MS;
        long knownAt = ts;
        double level = 5;
        for (int i = 0; i < READINGS; i++) {
            ts += STEPS_MS[random.nextInt(STEPS_MS.length)];
            knownAt = random.nextInt(8) == 0 ? knownAt : Math.max(knownAt, ts + random.nextInt(5_000) - 2_500);
            if (random.nextInt(6) == 0) {
                level = LEVELS[random.nextInt(LEVELS.length)];
            }
            double value = switch (random.nextInt(10)) {
                case 0 -> LEVELS[random.nextInt(LEVELS.length)];
                case 1 -> random.nextInt(4) == 0 ? Double.NaN : -level;
                case 2, 3, 4 -> level + random.nextGaussian();
                default -> level;
            };
            double reference = random.nextInt(10) == 0 ? Double.NaN : 5 + random.nextGaussian();
            readings.add(new Reading(ts, value, knownAt, reference));
        }
        return readings;
    }

    private static Declaration declaration(Random random) {
        Declaration declaration = new Declaration();
        if (random.nextBoolean()) {
            declaration.range(random.nextInt(4) == 0 ? null : 0.0, random.nextInt(4) == 0 ? null : 10.0);
        }
        if (random.nextBoolean()) {
            declaration.rate(random.nextInt(1, 5));
        }
        if (random.nextBoolean()) {
            declaration.every(1_000L, random.nextBoolean() ? null : Long.valueOf(5_000));
        }
        if (random.nextBoolean()) {
            declaration.stuck(random.nextInt(2, 6));
        }
        if (random.nextInt(4) > 0) {
            declaration.spike(random.nextInt(1, 4));
        }
        if (random.nextBoolean()) {
            declaration.drift("other", 0.5);
        }
        if (random.nextBoolean()) {
            declaration.skew(1_000);
        }
        return declaration;
    }

    @Property(tries = 2_000)
    void theObviousWayComesToTheSame(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        Declaration declaration = declaration(random);
        SignalQuality signal = declaration.signal();
        ReferenceQuality obvious = new ReferenceQuality(declaration.declared());

        for (Reading reading : readings(random)) {
            // When: somebody looks for a gap, not always at the right time
            long lookedAt = reading.knownAt - random.nextInt(2_000);
            assertEquals(obvious.gap(lookedAt), signal.gap(lookedAt));
            boolean wasInGap = signal.holds(Finding.GAP);
            boolean passedGap = obvious.isAfterGap(reading.ts);
            Set<Finding> before = Finding.of(signal.holding());
            int quality = signal.judge(reading.ts, reading.value, reading.knownAt, reading.reference);

            // Then
            Set<Finding> expected = obvious.judge(reading.ts, reading.value, reading.knownAt);
            Set<Finding> found = Finding.of(signal.holding());
            assertEquals(expected, without(found, Finding.DRIFT, Finding.CLOCK_SKEW));
            assertEquals(found.stream().mapToInt(Finding::score).min().orElse(Finding.FULL_QUALITY), quality);

            Set<Finding> raised = without(found, before.toArray(Finding[]::new));
            Set<Finding> ended = without(before, found.toArray(Finding[]::new));
            if (passedGap) {
                ended.add(Finding.GAP);
                if (!wasInGap) {
                    raised.add(Finding.GAP);
                }
            }
            assertEquals(raised, Finding.of(signal.raised()));
            assertEquals(ended, Finding.of(signal.ended()));
        }
    }

    private static Set<Finding> without(Set<Finding> findings, Finding... left) {
        Set<Finding> rest = EnumSet.noneOf(Finding.class);
        rest.addAll(findings);
        List.of(left).forEach(rest::remove);
        return rest;
    }

    @Property(tries = 1_000)
    void aCopyAndWhatIsReadBackGoOnAsIfNothingHadHappened(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        QualityRules rules = declaration(random).rules();
        SignalQuality straight = new SignalQuality(rules);
        SignalQuality restored = new SignalQuality(rules);
        SignalQuality copied = new SignalQuality(rules);

        for (Reading reading : readings(random)) {
            // When
            if (random.nextInt(5) == 0) {
                SignalQuality left = copied;
                copied = copied.copy();
                left.judge(reading.ts, reading.value + 1, reading.knownAt + 600_000, Double.NaN);
                restored = read(bytes(restored), rules);
            }

            // Then
            assertEquals(straight.gapDueAt(), restored.gapDueAt());
            assertEquals(straight.gap(reading.knownAt), restored.gap(reading.knownAt));
            copied.gap(reading.knownAt);
            int quality = straight.judge(reading.ts, reading.value, reading.knownAt, reading.reference);
            assertEquals(quality, restored.judge(reading.ts, reading.value, reading.knownAt, reading.reference));
            assertEquals(quality, copied.judge(reading.ts, reading.value, reading.knownAt, reading.reference));
            assertEquals(straight.raised(), restored.raised());
            assertEquals(straight.ended(), restored.ended());
            for (Finding finding : Finding.of(straight.holding() | straight.ended())) {
                assertEquals(straight.since(finding), restored.since(finding));
                assertEquals(straight.explain(finding, "bar"), restored.explain(finding, "bar"));
                assertEquals(straight.since(finding), copied.since(finding));
            }
            assertArrayEquals(bytes(straight), bytes(restored));
            assertArrayEquals(bytes(straight), bytes(copied));
        }
    }

    private static byte[] bytes(SignalQuality signal) {
        BinaryOutput out = new BinaryOutput(256);
        signal.write(out);
        return out.toBytes();
    }

    private static SignalQuality read(byte[] bytes, QualityRules rules) {
        BinaryInput in = new BinaryInput(bytes);
        SignalQuality signal = SignalQuality.read(in, rules);
        in.requireEnd();
        return signal;
    }
}
