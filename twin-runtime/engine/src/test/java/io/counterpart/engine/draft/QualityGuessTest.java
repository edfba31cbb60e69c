package io.counterpart.engine.draft;

import static io.counterpart.engine.draft.Drafts.START;
import static io.counterpart.engine.draft.Drafts.draft;
import static io.counterpart.engine.draft.Drafts.findings;
import static io.counterpart.engine.draft.Drafts.noise;
import static io.counterpart.engine.draft.Drafts.numbers;
import static io.counterpart.engine.draft.Drafts.parsed;
import static io.counterpart.engine.draft.Drafts.quality;
import static io.counterpart.engine.draft.Drafts.remark;
import static io.counterpart.engine.draft.Drafts.remarks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.Draft.Remark;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.DraftFrom.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityGuessTest {

    private static Observed at(IntToLongFunction offsetMs, double... values) {
        return new Observed(
                new PropertyName("p"),
                ValueSchema.DOUBLE,
                null,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Reading(START + offsetMs.applyAsLong(i), new Value.Numeric(values[i])))
                        .toList());
    }

    private static Signal.Quality declared(Observed observed) {
        Draft draft = draft(observed);
        parsed(draft);
        return present(quality(draft, "p"));
    }

    private static Signal.Quality present(Signal.@Nullable Quality quality) {
        return Objects.requireNonNull(quality);
    }

    private static double present(@Nullable Double number) {
        return Objects.requireNonNull(number);
    }

    // ---- timing ----

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 1000, 3000",
        "1000, 20, 1000, 3000",
        "10000, 300, 10000, 30000",
        "7300, 0, 7300, 30000",
        "60000, 5000, 60000, 180000",
        "900000, 0, 900000, 2700000",
        "1, 0, 1, 5",
        "86400000, 0, 86400000, 259200000",
    })
    void aPeriodIsRound(long period, int jitter, long expected, long gap) {
        Signal.Quality quality = declared(at(i -> i * period + i * 7 % 11 * jitter / 10, noise(300, 5, 1)));
        assertEquals(expected, quality.periodMs());
        assertEquals(gap, quality.gapMs());
    }

    @Test
    void aValueThatIsMissedNowAndThenIsNoGap() {
        Signal.Quality quality = declared(at(i -> 1_000L * (i + i / 20 * 3), noise(300, 5, 1)));
        assertEquals(1_000, quality.periodMs());
        assertEquals(8_000, quality.gapMs());
    }

    @Test
    void aLongPauseIsOne() {
        Observed observed = at(i -> 1_000L * i + (i < 150 ? 0 : 3_600_000), noise(300, 5, 1));
        Draft draft = draft(observed);
        assertEquals(3_000, present(quality(draft, "p")).gapMs());
        assertTrue(remark(draft, "p", Subject.TIMING).reason().endsWith("Steps that would be a gap: 1."));
        assertEquals("gap 1 times", remark(draft, "p", Subject.QUALITY).guess());
        assertEquals(1, findings(draft, "p", observed).size());
    }

    @Test
    void whatComesByItselfHasNoPeriod() {
        Draft draft = draft(at(i -> 1_000L * i * i, noise(300, 5, 1)));
        assertNull(present(quality(draft, "p")).periodMs());
        assertNull(present(quality(draft, "p")).gapMs());
        assertEquals("no period", remark(draft, "p", Subject.TIMING).guess());
        assertEquals(
                "no period",
                remark(draft(at(i -> 32 * 86_400_000L * i, noise(30, 5, 1))), "p", Subject.TIMING)
                        .guess());
    }

    // ---- how many readings ----

    @Test
    void limitsTakeReadings() {
        assertNull(quality(draft(numbers("p", null, 1_000, noise(19, 5, 1))), "p"));
        assertEquals(
                "There are 19 readings; it takes 20 to see one.",
                remark(draft(numbers("p", null, 1_000, noise(19, 5, 1))), "p", Subject.TIMING)
                        .reason());
        Draft few = draft(numbers("p", null, 1_000, noise(199, 5, 1)));
        assertEquals(
                new Signal.Quality(null, null, null, 1_000L, 3_000L, null, null, null, null, null), quality(few, "p"));
        assertEquals(
                "There are 199 readings; limits take 200.",
                remark(few, "p", Subject.QUALITY).reason());
        assertNotNull(declared(numbers("p", null, 1_000, noise(200, 5, 1))).max());
    }

    @Test
    void whatHardlyChangesHasNoLimitOfChanges() {
        double[] values =
                IntStream.range(0, 2_000).mapToDouble(i -> (i / 40 % 3) * 0.7).toArray();
        Draft draft = draft(numbers("p", null, 1_000, values));
        Signal.Quality quality = present(quality(draft, "p"));
        assertNull(quality.ratePerSecond());
        assertNull(quality.stuckAfter());
        assertNull(quality.spike());
        assertEquals(0, quality.min());
        assertTrue(remark(draft, "p", Subject.QUALITY).reason().startsWith("Among 2000 readings there are 49 changes"));
    }

    // ---- limits ----

    @ParameterizedTest
    @CsvSource({
        // Two hours: two spans more on either side. A month: one.
        "1000, 1, 11, 4",
        "300000, 3, 9, 3",
    })
    void theShorterWasWatchedTheWiderIsTheRange(long period, double min, double max, int widening) {
        Draft draft = draft(numbers("p", null, period, noise(9_000, 6, 1)));
        Signal.Quality quality = present(quality(draft, "p"));
        assertEquals(min, quality.min());
        assertEquals(max, quality.max());
        assertTrue(remark(draft, "p", Subject.RATE).reason().contains("this is " + widening + " times that"));
    }

    @Test
    void aScaleEndsWhereItEnds() {
        Draft draft = draft(numbers("humidity", "%", 1_000, noise(1_000, 50, 5)));
        assertEquals(0.0, present(quality(draft, "humidity")).min());
        assertEquals(100.0, present(quality(draft, "humidity")).max());
        assertEquals(
                "RelativeHumidity is from 0 to 100. Seen were 45 to 55 within 16 min 39 s.",
                remark(draft, "humidity", Subject.RANGE)
                        .reason()
                        .replace("45.01", "45")
                        .replace("54.99", "55"));
        Draft parts = draft(numbers("humidity", "1", 1_000, noise(1_000, 0.5, 0.05)));
        assertEquals(1.0, present(quality(parts, "humidity")).max());
    }

    @Test
    void aSensorMayShowALittleMore() {
        Draft draft = draft(numbers("humidity", "%", 1_000, noise(1_000, 81, 20)));
        assertEquals(102, present(present(quality(draft, "humidity")).max()), 0.1);
        assertTrue(remark(draft, "humidity", Subject.RANGE).reason().contains("and more was seen"));
    }

    @Test
    void aTemperatureDoesNotLeaveItsScale() {
        Draft cold = draft(numbers("p", "K", 1_000, noise(1_000, 20, 15)));
        assertEquals(0.0, present(quality(cold, "p")).min());
        Draft warm = draft(numbers("p", "Cel", 1_000, noise(1_000, 20, 1)));
        assertEquals(15.0, present(quality(warm, "p")).min());
    }

    @Test
    void whatNeverRepeatsItselfMayBeFoundStuck() {
        assertEquals(10, declared(numbers("p", null, 1_000, noise(1_000, 5, 1))).stuckAfter());
        double[] coarse = noise(1_000, 5, 1);
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = Math.rint(coarse[i] * 4) / 4;
        }
        for (int i = 0; i < 40; i++) {
            coarse[i * 20 + 1] = coarse[i * 20];
        }
        assertNull(declared(numbers("p", null, 1_000, coarse)).stuckAfter());
        double[] once = noise(1_000, 5, 1);
        once[501] = once[502] = once[503] = once[500];
        assertNull(declared(numbers("p", null, 1_000, once)).stuckAfter());
    }

    @Test
    void whatStandsAloneIsNoExample() {
        double[] values = noise(1_000, 5, 1);
        values[0] = 9_999;
        values[500] = -9_999;
        Observed observed = numbers("p", null, 1_000, values);
        Draft draft = draft(observed);
        Signal.Quality quality = present(quality(draft, "p"));
        assertEquals(0, present(quality.min()), 0.1);
        assertEquals(10, present(quality.max()), 0.1);
        assertEquals(5, present(quality.spike()), 0.1);
        assertEquals(
                List.of("values that stand alone: 2", "range 2 times"),
                remarks(draft, "p", Subject.QUALITY).stream().map(Remark::guess).toList());
        assertEquals(2, findings(draft, "p", observed).size());
    }

    @Test
    void whatLeapsAboutHasNoSpikes() {
        double[] values = IntStream.range(0, 10_000)
                .mapToDouble(i -> i * 13 % 7 < 3 ? 0.1 * (i % 97) : 100 + i % 89)
                .toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.001 * i;
        }
        Draft draft = draft(numbers("p", null, 300_000, values));
        assertNull(present(quality(draft, "p")).spike());
        assertEquals("no limit", remark(draft, "p", Subject.SPIKE).guess());
    }

    @Test
    void constantsCountersAndStatesHaveNoRules() {
        for (double[] values : List.of(
                new double[500],
                IntStream.range(0, 500).asDoubleStream().toArray(),
                IntStream.range(0, 500).map(i -> i / 50).asDoubleStream().toArray())) {
            Draft draft = draft(numbers("p", null, 1_000, values));
            assertNull(quality(draft, "p"));
            assertEquals("no limits", remark(draft, "p", Subject.QUALITY).guess());
        }
    }

    @Test
    void theOrderOfReadingsIsThatOfTheirTimes() {
        Observed observed = numbers("p", null, 1_000, noise(1_000, 5, 1));
        List<Reading> shuffled = new ArrayList<>();
        // What came first at a time is replaced by what came later.
        shuffled.add(new Reading(START + 7_000, new Value.Numeric(1_000)));
        shuffled.addAll(observed.readings());
        Collections.rotate(shuffled.subList(1, shuffled.size()), 333);
        Draft draft = draft(new Observed(observed.name(), observed.schema(), null, shuffled));
        assertEquals(draft(observed), draft);
    }
}
