package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.engine.derive.Plant.Given;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** That our evaluation of an expression and the library's come to the same, bit for bit. */
class AgreementProperties {

    private static final int DEPTH = 4;

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void numbersAreTheSame(@ForAll long seed) {
        RandomExpressions expressions = new RandomExpressions(new Random(seed));
        assertSame(expressions.number(DEPTH), expressions);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void truthsAreTheSame(@ForAll long seed) {
        RandomExpressions expressions = new RandomExpressions(new Random(seed));
        assertSame(expressions.truth(DEPTH), expressions);
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void textsAreTheSame(@ForAll long seed) {
        RandomExpressions expressions = new RandomExpressions(new Random(seed));
        assertSame(expressions.text(DEPTH), expressions);
    }

    private static void assertSame(String source, RandomExpressions expressions) {
        if (source.length() > Limits.SOURCE_MAX) {
            return;
        }
        LibraryInterpreter library = new LibraryInterpreter(source);
        Expression ours = Plant.compile(source);
        for (int i = 0; i < 5; i++) {
            Given values = expressions.values();
            Result result = ours.evaluate(values);
            Optional<Object> expected = library.evaluate(values);
            // Doubles are equal when their bits are.
            assertEquals(expected, value(result), source);
            assertEquals(result, ours.evaluate(values));
            Statistics.label("has a value").collect(expected.isPresent());
        }
        Statistics.label("has a value")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
        assertTrue(ours.source().equals(source));
    }

    private static Optional<Object> value(Result result) {
        return switch (result) {
            case Result.OfNumber number -> Optional.of(number.value());
            case Result.OfTruth truth -> Optional.of(truth.value());
            case Result.OfText text -> Optional.of(text.value());
            case Result.Missing _, Result.Failed _ -> Optional.empty();
        };
    }
}
