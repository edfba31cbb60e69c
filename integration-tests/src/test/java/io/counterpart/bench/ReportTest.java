package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.bench.load.LoadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
    private final Report report = new Report("trial");

    @Test
    void cpuIsReckonedByMessageAndTheMedianOfTheRunsIsShown() {
        report.add(run(1, 10, 5));
        report.add(run(2, 20, 5));
        report.add(run(3, 90, 5));

        assertEquals(25, report.median("W1", Measurement::perMillionInAll));
        assertTrue(report.text().contains("15.00..95.00"), report::text);
    }

    @Test
    void aRunThatFailedSaysWhy() {
        assertTrue(report.passed());

        report.fail("2 messages are missing");

        assertFalse(report.passed());
        assertTrue(report.text().contains("FAILED: 2 messages are missing"));
    }

    @Test
    void aBenchOfSomethingElseThanLoadsShowsATableOfItsOwn() {
        Table table = new Table("fold", "state");
        table.row(List.of("straight", "7f3a"));
        report.show(table);

        assertTrue(report.text().contains("straight   7f3a"), report::text);
        assertFalse(report.text().contains("PUBACK"), report::text);
    }

    @Test
    void everythingIsKeptAsJson(@TempDir Path folder) throws IOException {
        report.add(run(1, 10, 5));
        report.find("audit", "equal");

        JsonNode written = new JsonMapper().readTree(report.write(folder).toFile());

        assertEquals("trial", written.required("bench").asText());
        assertEquals(10, written.at("/measurements/0/cpuSeconds/ingest").asDouble());
        assertEquals("equal", written.at("/findings/audit").asText());
    }

    private static Measurement run(int repeat, double ingest, double pulsar) {
        LoadResult load =
                new LoadResult(1_000_000, 1_000_000, 10, 0, Map.of("p50", 1.0, "p99", 2.0, "p99.9", 3.0), 4, List.of());
        return new Measurement("W1", repeat, 1, load, Map.of("ingest", ingest, "pulsar", pulsar));
    }
}
