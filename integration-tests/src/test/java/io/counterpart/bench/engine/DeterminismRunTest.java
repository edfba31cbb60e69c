package io.counterpart.bench.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.engine.output.HistoryRow;
import org.junit.jupiter.api.Test;

final class DeterminismRunTest {

    @Test
    void aLogFoldedInAnyWayComesToTheSame() {
        DeterminismResult result = DeterminismRun.of(50_000);

        assertEquals(5, result.passes().size());
        assertEquals(0, result.differences().size(), () -> String.valueOf(result.differences()));
    }

    @Test
    void aRowThatComesAgainCountsOnceAndMustBeWhatItWas() {
        AppliedOutputs outputs = new AppliedOutputs();
        outputs.row(SignalPlant.TENANT, row(1));
        outputs.row(SignalPlant.TENANT, row(1));
        assertEquals(1, outputs.rows());
        assertEquals(0, outputs.differing());

        outputs.row(SignalPlant.TENANT, row(2));
        assertEquals(1, outputs.differing());
    }

    @Test
    void anotherRowIsAnotherHistory() {
        AppliedOutputs one = new AppliedOutputs();
        one.row(SignalPlant.TENANT, row(1));
        AppliedOutputs other = new AppliedOutputs();
        other.row(SignalPlant.TENANT, row(2));

        assertNotEquals(one.historyHash(), other.historyHash());
    }

    @Test
    void theClumsyLogHasWhatCanGoWrong() {
        int clumsy = frames(PlantLog.Manner.CLUMSY);
        int inOrder = frames(PlantLog.Manner.IN_ORDER);

        assertTrue(clumsy > inOrder, "some of it comes late");
    }

    private static int frames(PlantLog.Manner manner) {
        return PlantLog.of(20_000, manner, 1).size();
    }

    private static HistoryRow row(double value) {
        HistoryRow row = new HistoryRow();
        row.begin(new TwinId("twin-1"), 1, 2, 3, 0);
        row.addNumber(0, value);
        return row;
    }
}
