package io.counterpart.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.bench.engine.DeterminismResult;
import io.counterpart.bench.engine.DeterminismRun;
import io.counterpart.platform.PlatformException;
import java.util.List;

/** {@code bench determinism}: the engine alone, which must come to the same bits in whatever way it comes there. */
final class DeterminismBench {
    private static final String HEAP = "4g";
    private static final int HASH_SHOWN = 12;

    private DeterminismBench() {}

    static Report run(BenchOptions options) {
        Report report = new Report("determinism");
        DeterminismResult result = measure(options.messages());
        Table table = new Table("fold", "state", "history", "events", "rows", "readings/s", "cpu-s/M");
        for (DeterminismResult.Pass pass : result.passes()) {
            table.row(List.of(
                    pass.name(),
                    shown(pass.state()),
                    shown(pass.history()),
                    shown(pass.events()),
                    pass.rows() == 0 ? "" : "%,d".formatted(pass.rows()),
                    "%,.0f".formatted(pass.readingsPerSecond()),
                    "%.2f".formatted(pass.cpuSecondsPerMillion())));
        }
        report.show(table);
        report.find("readings", options.messages());
        report.find("passes", result.passes());
        result.differences().forEach(report::fail);
        return report;
    }

    private static DeterminismResult measure(long readings) {
        try (ChildJvm child = ChildJvm.start(DeterminismRun.class, HEAP, List.of(Long.toString(readings)))) {
            String line = child.line();
            try {
                return new JsonMapper().readValue(line, DeterminismResult.class);
            } catch (JsonProcessingException e) {
                throw new PlatformException("The run says: " + line, e);
            }
        }
    }

    private static String shown(String hash) {
        return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
    }
}
