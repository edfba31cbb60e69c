package io.counterpart.engine.derive;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** What evaluations take, ours and the library's, for those who want to see it again: run {@code main}. */
final class EvaluationFigures {

    private static final List<String> SOURCES = List.of(
            "bare * starts + 2",
            "running && bare > 3 ? bare * starts : 0",
            "max(0, min(bare, 100)) / pow(starts, 2)",
            "lookup(bare, [0, 1, 2, 5, 10], [0, 3, 9, 40, 100])",
            "mode == 'auto' && twin.id != 'pump-8'",
            "[bare, starts, bare + starts].exists(x, x > 50)");

    /** Where results go, so that they are not left out. */
    private static volatile Object sink = "";

    private EvaluationFigures() {}

    /** Prints nanoseconds an evaluation. */
    public static void main(String[] arguments) {
        Values values = new Fixed();
        // All of them first: a machine has many expressions, and call sites that know but one type flatter.
        for (String source : SOURCES) {
            Expression expression = Plant.compile(source);
            best(() -> expression.evaluate(values));
        }
        for (String source : SOURCES) {
            Expression expression = Plant.compile(source);
            LibraryInterpreter library = new LibraryInterpreter(source);
            double ours = best(() -> expression.evaluate(values));
            double theirs = best(() -> library.evaluate(values));
            double compile = best(() -> Expression.compile(source, Plant.VARIABLES)) / 1_000;
            System.out.printf(
                    "%-55s ours %7.1f ns, library %7.1f ns, compiled in %5.0f us%n", source, ours, theirs, compile);
        }
        System.out.println("The last was " + sink);
    }

    /** The best of some rounds. */
    private static double best(Supplier<Object> work) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 12; round++) {
            int count = 0;
            long start = System.nanoTime();
            long end = start;
            while (end - start < 200_000_000L) {
                for (int i = 0; i < 50; i++) {
                    sink = work.get();
                }
                count += 50;
                end = System.nanoTime();
            }
            best = Math.min(best, (double) (end - start) / count);
        }
        return best;
    }

    /** As a fold has them: in arrays. */
    static final class Fixed implements Values {

        private final double[] numbers = new double[Plant.VARIABLES.all().size()];

        Fixed() {
            Arrays.fill(numbers, 4.25);
        }

        @Override
        public boolean has(int variable) {
            return !Double.isNaN(numbers[variable]);
        }

        @Override
        public double number(int variable) {
            return numbers[variable];
        }

        @Override
        public String text(int variable) {
            return "auto";
        }

        @Override
        public int quality(int variable) {
            return 97;
        }

        @Override
        public long ts(int variable) {
            return Plant.NOW;
        }

        @Override
        public long causeTs() {
            return Plant.NOW;
        }

        @Override
        public String twinId() {
            return "pump-7";
        }

        @Override
        public String twinType() {
            return "dtmi:com:example:Pump;1";
        }
    }
}
