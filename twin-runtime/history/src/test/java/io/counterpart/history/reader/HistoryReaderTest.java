package io.counterpart.history.reader;

import static io.counterpart.history.Rows.PRESSURE;
import static io.counterpart.history.Rows.PUMP;
import static io.counterpart.history.Rows.T0;
import static io.counterpart.history.Rows.everything;
import static io.counterpart.history.Rows.number;
import static io.counterpart.history.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.EventTime;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.Eventually;
import io.counterpart.history.QuestDb;
import io.counterpart.history.QuestDbHistory;
import io.counterpart.history.Rows;
import io.counterpart.history.writer.WriterLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {

    private static final QuestDbHistory HISTORY =
            QuestDb.history(WriterLimits.DEFAULT, new ReaderLimits(2, Duration.ofSeconds(15), 100));

    private final TenantId tenant = Rows.newTenant();
    private final HistoryWriter writer = HISTORY.newWriter();

    @AfterEach
    void closeWriter() {
        writer.close();
    }

    @AfterAll
    static void closeHistory() {
        QuestDb.await(HISTORY.close());
    }

    @Test
    void ofTwoCausesOfOneTimeTheLaterInTheLogWins() {
        writer.row(tenant, row(PUMP, T0, 20, 2.0));
        writer.row(tenant, row(PUMP, T0, 10, 1.0));
        writer.row(tenant, element(T0, 20, 1, 3.0));
        settle(1);
        assertEquals(List.of(new Point(T0, new Value.Numeric(3.0))), read(everything(PRESSURE)));
    }

    @Test
    void aCauseWithoutThePropertyDoesNotHideAnEarlierOneThatHasIt() {
        writer.row(tenant, row(PUMP, T0, 10, 1.0));
        HistoryRow other = new HistoryRow();
        other.begin(PUMP, T0, T0, 20, 0);
        other.addNumber(1, 7);
        writer.row(tenant, other);
        settle(1);
        History both = QuestDb.await(HISTORY.reader().read(tenant, everything(PRESSURE, number("flow", 1))));
        assertEquals(
                List.of(1.0, 7.0),
                both.series().stream()
                        .map(series ->
                                ((Value.Numeric) series.points().getFirst().value()).value())
                        .toList());
    }

    @Test
    void whatWasKnownThenIsReadAsItWasKnownThen() {
        writer.row(tenant, row(PUMP, T0, 10, 1.0));
        HistoryRow correction = new HistoryRow();
        correction.begin(PUMP, T0, T0 + 86_400_000, 20, 0);
        correction.addNumber(0, 2.0);
        writer.row(tenant, correction);
        settle(1);
        assertEquals(List.of(2.0), numbers(read(known(OptionalLong.empty()))));
        assertEquals(List.of(1.0), numbers(read(known(OptionalLong.of(T0 + 86_399_999)))));
        assertEquals(List.of(2.0), numbers(read(known(OptionalLong.of(T0 + 86_400_000)))));
        assertEquals(List.of(), read(known(OptionalLong.of(T0 + 39))));
    }

    @Test
    void aTwinAsItWasKnownIsTheNewestOfEachPropertyThatWasKnownThen() {
        for (int i = 0; i < 40; i++) {
            writer.row(tenant, row(PUMP, T0 + i % 20, i, i));
        }
        HistoryRow older = new HistoryRow();
        older.begin(PUMP, T0 - 5, T0 + 500, 50, 0);
        older.addNumber(1, 7.0);
        older.addText(0, "auto");
        writer.row(tenant, older);
        settle(20);
        List<PropertyRef> properties = List.of(
                PRESSURE,
                number("flow", 1),
                new PropertyRef(new PropertyName("mode"), ValueSchema.STRING, 0),
                number("none", 2));
        assertEquals(
                List.of(
                        Optional.of(new Point(T0 + 19, new Value.Numeric(39))),
                        Optional.of(new Point(T0 - 5, new Value.Numeric(7))),
                        Optional.of(new Point(T0 - 5, new Value.Text("auto"))),
                        Optional.empty()),
                asKnown(properties, T0 + 500));
        assertEquals(
                List.of(
                        Optional.of(new Point(T0 + 19, new Value.Numeric(39))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                asKnown(properties, T0 + 499));
    }

    @Test
    void theNewestBeforeAnEventTimeIsNotOfThatTime() {
        for (int i = 0; i < 5; i++) {
            writer.row(tenant, row(PUMP, T0 + i, i, i));
        }
        settle(5);
        assertEquals(
                List.of(Optional.of(new Point(T0 + 2, new Value.Numeric(2)))),
                QuestDb.await(HISTORY.reader().newest(tenant, PUMP, List.of(PRESSURE), T0 + 3, OptionalLong.empty())));
    }

    @Test
    void aTimeOfMoreCausesThanAreReadAtOnceHasOneValueAsKnown() {
        for (int i = 0; i < 100; i++) {
            writer.row(tenant, row(PUMP, T0, i, i));
        }
        settle(1);
        assertEquals(
                List.of(Optional.of(new Point(T0, new Value.Numeric(99)))), asKnown(List.of(PRESSURE), T0 + 1_000));
    }

    private List<Optional<Point>> asKnown(List<PropertyRef> properties, long atMs) {
        return QuestDb.await(
                HISTORY.reader().newest(tenant, PUMP, properties, EventTime.LATEST_MS, OptionalLong.of(atMs)));
    }

    @Test
    void aTimelineIsInTheOrderOfTheLogAndComesInPages() {
        List<TwinEvent> happened = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long at = T0 + i / 4;
            TwinEvent event =
                    i % 2 == 0 ? new TwinEvent.Heard(PUMP, i / 2, at) : new TwinEvent.Silent(PUMP, i / 2, at, T0);
            happened.add(event);
            HistoryRow row = new HistoryRow();
            row.begin(PUMP, at, at, i / 2, i % 2);
            row.addText(HistoryRow.CONDITIONS, new String(TwinEvent.JSON.write(event), StandardCharsets.UTF_8));
            writer.row(tenant, row);
        }
        writer.row(tenant, row(PUMP, T0, 100, 1.0));
        settle(1);
        Eventually.holds(
                "all events can be read",
                Duration.ofSeconds(20),
                () -> pages(1_000).getFirst().size() == 60);
        List<List<TwinEvent>> pages = pages(10);
        assertTrue(pages.size() > 6, "pages: " + pages.size());
        assertEquals(happened, pages.stream().flatMap(List::stream).toList());
        List<List<TwinEvent>> backward = pagesBackward(10);
        assertTrue(backward.size() > 6, "pages: " + backward.size());
        assertEquals(
                happened.reversed(), backward.stream().flatMap(List::stream).toList());
        assertEquals(new Audit(1, 1, 1), QuestDb.await(HISTORY.reader().audit(tenant)), "an event is no value");
    }

    @Test
    void moreEventsOfOneTimeThanAPageHoldsComeTogether() {
        for (int i = 0; i < 30; i++) {
            HistoryRow row = new HistoryRow();
            row.begin(PUMP, T0, T0, i, 0);
            row.addText(
                    HistoryRow.CONDITIONS,
                    new String(TwinEvent.JSON.write(new TwinEvent.Heard(PUMP, i, T0)), StandardCharsets.UTF_8));
            writer.row(tenant, row);
        }
        Rows.awaitAcknowledged(writer);
        Eventually.holds(
                "all events can be read",
                Duration.ofSeconds(20),
                () -> pages(2).getFirst().size() == 30);
        assertEquals(30, pagesBackward(2).getFirst().size());
    }

    @Test
    void whatATwinWasIsTheNewestThatWasKnownThen() {
        TypeId pump = new TypeId("dtmi:com:example:Pump;1");
        event(new TwinEvent.Created(PUMP, 1, T0, TypeId.UNTYPED, null));
        event(new TwinEvent.Retyped(PUMP, 2, T0 + 100, pump));
        for (int i = 0; i < 100; i++) {
            event(new TwinEvent.PropertyAdded(
                    PUMP, 3 + i, T0 + 200 + i, new PropertyName("p" + i), ValueSchema.DOUBLE));
        }
        event(new TwinEvent.Removed(PUMP, 200, T0 + 500));
        Rows.awaitAcknowledged(writer);
        Eventually.holds(
                "all events can be read",
                Duration.ofSeconds(20),
                () -> pages(1_000).getFirst().size() == 103);
        assertEquals(Optional.empty(), wasKnown(T0 - 1));
        assertEquals(Optional.of(new TwinEvent.Created(PUMP, 1, T0, TypeId.UNTYPED, null)), wasKnown(T0 + 99));
        assertEquals(Optional.of(new TwinEvent.Retyped(PUMP, 2, T0 + 100, pump)), wasKnown(T0 + 499));
        assertEquals(Optional.of(new TwinEvent.Removed(PUMP, 200, T0 + 500)), wasKnown(T0 + 500));
    }

    @Test
    void ofATimelineTheCommandsAloneCanBeRead() {
        List<TwinEvent> steps = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            event(new TwinEvent.Heard(PUMP, 2L * i, T0 + i));
            CommandState command = new CommandState(
                    new CommandId("c" + i),
                    new PropertyName("reset"),
                    new DeviceId("d"),
                    CommandState.Stage.REQUESTED,
                    T0 + i,
                    T0 + 60_000,
                    null,
                    null,
                    null,
                    null);
            TwinEvent step = new TwinEvent.Commanded(PUMP, 2L * i + 1, T0 + i, command, null);
            steps.add(step);
            event(step, HistoryRow.COMMANDS);
        }
        Rows.awaitAcknowledged(writer);
        Eventually.holds(
                "all events can be read",
                Duration.ofSeconds(20),
                () -> pages(1_000).getFirst().size() == 80);

        Timeline first = QuestDb.await(HISTORY.reader().commands(tenant, PUMP, T0, T0 + 10_000, true, 31));
        Timeline rest = QuestDb.await(
                HISTORY.reader().commands(tenant, PUMP, T0, first.nextMs().orElseThrow(), true, 31));

        assertEquals(30, first.events().size());
        assertEquals(
                steps.reversed(),
                Stream.concat(first.events().stream(), rest.events().stream()).toList());
        assertTrue(rest.nextMs().isEmpty());
    }

    private Optional<TwinEvent> wasKnown(long atMs) {
        return QuestDb.await(HISTORY.reader().definitionAsKnown(tenant, PUMP, atMs));
    }

    private void event(TwinEvent event) {
        event(event, HistoryRow.DEFINITIONS);
    }

    private void event(TwinEvent event, int place) {
        HistoryRow row = new HistoryRow();
        row.begin(PUMP, event.knownAt(), event.knownAt(), event.position(), 0);
        row.addText(place, new String(TwinEvent.JSON.write(event), StandardCharsets.UTF_8));
        writer.row(tenant, row);
    }

    private List<List<TwinEvent>> pages(int limit) {
        List<List<TwinEvent>> pages = new ArrayList<>();
        OptionalLong from = OptionalLong.of(T0 - 1);
        while (from.isPresent()) {
            Timeline page =
                    QuestDb.await(HISTORY.reader().timeline(tenant, PUMP, from.getAsLong(), T0 + 10_000, false, limit));
            pages.add(page.events());
            from = page.nextMs();
        }
        return pages;
    }

    private List<List<TwinEvent>> pagesBackward(int limit) {
        List<List<TwinEvent>> pages = new ArrayList<>();
        OptionalLong to = OptionalLong.of(T0 + 10_000);
        while (to.isPresent()) {
            Timeline page = QuestDb.await(HISTORY.reader().timeline(tenant, PUMP, T0 - 1, to.getAsLong(), true, limit));
            pages.add(page.events());
            to = page.nextMs();
        }
        return pages;
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrOverlap() {
        // Given: two properties in different rows, several causes at some times.
        PropertyRef far = number("far", 30);
        for (int i = 0; i < 500; i++) {
            HistoryRow row = row(PUMP, T0 + i / 3, i, i);
            if (i % 2 == 0) {
                row.addNumber(30, i);
            }
            writer.row(tenant, row);
        }
        settle(167);
        // When
        List<Point> pressure = new ArrayList<>();
        List<Point> others = new ArrayList<>();
        OptionalLong from = OptionalLong.of(T0 - 1);
        int pages = 0;
        while (from.isPresent()) {
            History page = QuestDb.await(HISTORY.reader()
                    .read(
                            tenant,
                            new HistoryQuery(
                                    PUMP,
                                    List.of(PRESSURE, far),
                                    from.getAsLong(),
                                    T0 + 10_000,
                                    OptionalLong.empty(),
                                    new HistoryQuery.Detail.Page(50))));
            pressure.addAll(page.series().get(0).points());
            others.addAll(page.series().get(1).points());
            from = page.nextFromMs();
            pages++;
        }
        // Then
        assertTrue(pages > 10, "pages: " + pages);
        assertEquals(read(everything(PRESSURE)), pressure);
        assertEquals(read(everything(far)), others);
        assertEquals(167, pressure.size());
    }

    @Test
    void moreCausesOfOneTimeThanAPageHoldsAreStillOneValue() {
        for (int i = 0; i < 350; i++) {
            writer.row(tenant, row(PUMP, T0, i, i));
        }
        settle(1);
        HistoryQuery small = new HistoryQuery(
                PUMP, List.of(PRESSURE), T0, T0 + 1, OptionalLong.empty(), new HistoryQuery.Detail.Page(10));
        assertEquals(List.of(349.0), numbers(read(small)));
    }

    @Test
    void downsamplingKeepsTheExtremesTheLastAndTheGaps() {
        // Given: 3,000 s with one peak and one dip, and silence from 1,000 s to 2,000 s.
        for (int s = 0; s < 3_000; s++) {
            if (s < 1_000 || s >= 2_000) {
                double value = s == 421 ? 1e6 : s == 2_345 ? -1e6 : Math.sin(s);
                writer.row(tenant, row(PUMP, T0 + s * 1_000L, s, value));
            }
        }
        settle(2_000);
        // When
        List<Point> shown = read(new HistoryQuery(
                PUMP, List.of(PRESSURE), T0, T0 + 3_000_000, OptionalLong.empty(), new HistoryQuery.Detail.Points(90)));
        // Then
        assertTrue(shown.size() <= 90 && shown.size() >= 40, "points: " + shown.size());
        assertTrue(shown.contains(new Point(T0 + 421_000, new Value.Numeric(1e6))));
        assertTrue(shown.contains(new Point(T0 + 2_345_000, new Value.Numeric(-1e6))));
        assertEquals(T0 + 2_999_000, shown.getLast().ts());
        assertTrue(shown.stream().noneMatch(p -> p.ts() > T0 + 1_000_000 && p.ts() < T0 + 2_000_000));
    }

    @Test
    void aSeriesThatFitsTheScreenComesWhole() {
        for (int i = 0; i < 60; i++) {
            writer.row(tenant, row(PUMP, T0 + i, i, i));
        }
        settle(60);
        HistoryQuery query = new HistoryQuery(
                PUMP, List.of(PRESSURE), T0, T0 + 1_000, OptionalLong.empty(), new HistoryQuery.Detail.Points(60));
        assertEquals(60, read(query).size());
    }

    @Test
    void anAnswerThatTakesTooLongIsGivenUp() {
        // So many that no machine reads them in a millisecond.
        for (int i = 0; i < 20_000; i++) {
            writer.row(tenant, row(PUMP, T0 + i, i, i));
        }
        settle(20_000);
        QuestDbHistory hasty = QuestDb.history(WriterLimits.DEFAULT, new ReaderLimits(1, Duration.ofMillis(1), 100));
        HistoryQuery all = new HistoryQuery(
                PUMP, List.of(PRESSURE), T0, T0 + 20_000, OptionalLong.empty(), new HistoryQuery.Detail.Page(20_000));
        IllegalStateException late = assertThrows(
                IllegalStateException.class, () -> QuestDb.await(hasty.reader().read(tenant, all)));
        assertTrue(String.valueOf(late.getCause()).contains("imeout"), () -> "" + late.getCause());
        QuestDb.await(hasty.close());
    }

    @Test
    void whatIsAskedForIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> new HistoryQuery.Detail.Points(20_001));
        assertThrows(IllegalArgumentException.class, () -> new HistoryQuery.Detail.Page(100_001));
        assertThrows(IllegalArgumentException.class, () -> new HistoryQuery.Detail.Page(0));
        assertThrows(IllegalArgumentException.class, () -> everything());
    }

    private void settle(int points) {
        Rows.awaitAcknowledged(writer);
        Rows.points(HISTORY.reader(), tenant, everything(PRESSURE), points);
        QuestDb.PROCESS.awaitApplied();
    }

    private List<Point> read(HistoryQuery query) {
        return QuestDb.await(HISTORY.reader().read(tenant, query))
                .series()
                .getFirst()
                .points();
    }

    private static List<Double> numbers(List<Point> points) {
        return points.stream()
                .map(point -> ((Value.Numeric) point.value()).value())
                .toList();
    }

    private static HistoryQuery known(OptionalLong at) {
        return new HistoryQuery(PUMP, List.of(PRESSURE), T0, T0 + 1_000, at, new HistoryQuery.Detail.Page(100));
    }

    private static HistoryRow element(long ts, long position, int element, double value) {
        HistoryRow row = new HistoryRow();
        row.begin(PUMP, ts, ts + 40, position, element);
        row.addNumber(0, value);
        return row;
    }
}
