package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an evaluation of numbers may leave behind: its result, and what it was under way in. */
class EvaluationCostTest {

    private static final int EVALUATIONS = 10_000;
    private static final long BYTES_AN_EVALUATION = 80L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bare * starts + 2",
                "running && bare > 3 ? max(bare, starts, 0) : lookup(bare, [0, 10], [0, 1])",
                "clamp(pow(bare, 2) / starts, 0, 100)",
                "bare / 0",
                "bare * number(flow, 'm3/h')"
            })
    void anEvaluationLeavesLittleGarbage(String source) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Expression expression = Plant.compile(source);
        Values values = new EvaluationFigures.Fixed();
        double seen = evaluate(expression, values);

        long before = threads.getCurrentThreadAllocatedBytes();
        seen += evaluate(expression, values);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertTrue(
                allocated <= BYTES_AN_EVALUATION * EVALUATIONS,
                allocated / EVALUATIONS + " bytes an evaluation, " + seen + " seen");
    }

    private static double evaluate(Expression expression, Values values) {
        double seen = 0;
        for (int i = 0; i < EVALUATIONS; i++) {
            seen += expression.evaluate(values) instanceof Result.OfNumber number ? number.value() : 1;
        }
        return seen;
    }
}
