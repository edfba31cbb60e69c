package io.counterpart.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ReplayTest {
    private static final String ROWS = "t;a;b\n2020-03-09 10:14:33;1;2\n2020-03-09 10:14:34;3;\n";

    private final List<String> published = new ArrayList<>();

    @Test
    void rowsAreSentInOrderAndCounted() throws IOException, InterruptedException {
        ReplayProgress end = replay(ROWS);

        assertEquals(
                List.of(
                        "{\"ts\":1583748873000,\"values\":{\"a\":1,\"b\":2}}",
                        "{\"ts\":1583748874000,\"values\":{\"a\":3}}"),
                published);
        assertEquals(new ReplayProgress(2, 2, 3, 1583748873000L, 1583748874000L), end);
    }

    @Test
    void aRefusedRowIsNamedByItsLine() {
        PlatformException e = assertThrows(
                PlatformException.class,
                () -> new Replay(
                                new Speed.Max(),
                                payload -> CompletableFuture.failedFuture(new IllegalStateException("quota")),
                                progress -> {})
                        .run(rows(ROWS)));

        assertEquals("Line 2 was not taken: quota", e.getMessage());
    }

    @Test
    void onlySoManyRowsAreUnderWay() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("t;a\n");
        for (int i = 0; i < 2 * Replay.IN_FLIGHT; i++) {
            text.append("1583748873;1\n");
        }
        List<CompletableFuture<Void>> unacknowledged = new ArrayList<>();
        AtomicInteger most = new AtomicInteger();

        new Replay(
                        new Speed.Max(),
                        payload -> {
                            CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
                            unacknowledged.add(acknowledgement);
                            most.accumulateAndGet(unacknowledged.size(), Math::max);
                            if (unacknowledged.size() == Replay.IN_FLIGHT) {
                                unacknowledged.forEach(waiting -> waiting.complete(null));
                                unacknowledged.clear();
                            }
                            return acknowledgement;
                        },
                        progress -> {})
                .run(rows(text.toString()));

        assertEquals(Replay.IN_FLIGHT, most.get());
    }

    @Test
    void rowsAreDueAsTheirTimesSay() {
        Speed.Times threeTimes = new Speed.Times(3);

        assertEquals(Duration.ofSeconds(2), threeTimes.due(1_000, 7_000));
        assertEquals(Duration.ZERO, threeTimes.due(7_000, 1_000));
    }

    @Test
    void aSpeedIsANumberAboveZeroOrMax() {
        assertEquals(new Speed.Max(), Speed.of("max"));
        assertEquals(new Speed.Times(2.5), Speed.of("2.5"));
        assertThrows(PlatformException.class, () -> Speed.of("0"));
        assertThrows(PlatformException.class, () -> Speed.of("fast"));
    }

    @Test
    void aFileOfARealPumpRigIsReplayedWhole() throws IOException, InterruptedException {
        Path file = Path.of(System.getProperty("counterpart.data", "absent"), "skab", "valve1", "0.csv");
        assumeTrue(Files.exists(file), "the SKAB data are not on this machine");
        ReplayFile csv = new ReplayFile(file);
        CsvLayout layout = csv.layout(null, null);

        ReplayProgress end;
        try (CsvRows rows = csv.rows(layout)) {
            end = replay(rows);
        }

        long lines;
        try (var text = Files.lines(file)) {
            lines = text.count();
        }
        assertEquals(';', layout.separator());
        assertEquals("datetime", layout.headers().get(layout.timeColumn()));
        assertEquals("Volume_Flow_RateRMS", layout.properties().get(8));
        assertEquals(lines - 1, end.acknowledged());
        assertEquals(10 * (lines - 1), end.values());
        assertEquals(Instant.parse("2020-03-09T10:14:33Z").toEpochMilli(), end.firstTs());
    }

    private ReplayProgress replay(String text) throws IOException, InterruptedException {
        return replay(rows(text));
    }

    private ReplayProgress replay(CsvRows rows) throws IOException, InterruptedException {
        return new Replay(
                        new Speed.Max(),
                        payload -> {
                            published.add(payload);
                            return CompletableFuture.completedFuture(null);
                        },
                        progress -> {})
                .run(rows);
    }

    private static CsvRows rows(String text) throws IOException {
        CsvLayout layout = CsvDetection.layout(text, true, ';', "t");
        return new CsvRows(new CsvReader(new StringReader(text), ';'), layout);
    }
}
