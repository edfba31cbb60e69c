package io.counterpart.engine.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LineProperties {

    @Property(tries = 10_000)
    void whatLiesBetweenIsWithinItsEndsAndOnTheLine(
            @ForAll("values") double from, @ForAll("values") double to, @ForAll("fractions") double fraction) {
        // When
        double value = Line.between(from, to, fraction);

        // Then
        assertTrue(value >= Math.min(from, to) && value <= Math.max(from, to));
        BigDecimal exact = new BigDecimal(to)
                .subtract(new BigDecimal(from))
                .multiply(new BigDecimal(fraction))
                .add(new BigDecimal(from));
        assertEquals(exact.doubleValue(), value, 2 * Math.ulp(Math.max(Math.abs(from), Math.abs(to))));
    }

    @Property
    void theBeginningIsExactAndOfEqualEndsAllIs(
            @ForAll("values") double from, @ForAll("values") double to, @ForAll("fractions") double fraction) {
        assertEquals(from, Line.between(from, to, 0) + 0.0, 0.0);
        assertEquals(from, Line.between(from, from, fraction), 0.0);
    }

    @Example
    void roundingDoesNotLeadBeyondTheEnd() {
        for (int i = 1; i < 1_000; i++) {
            double from = -i / 7.0;
            double to = i / 3.0;
            assertTrue(Line.between(from, to, Math.nextDown(1.0)) <= to);
        }
    }

    @Provide
    Arbitrary<Double> values() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(-100, 100).ofScale(2),
                Arbitraries.of(0.0, 1e16, -1e16, 1e-3, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE),
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite));
    }

    @Provide
    Arbitrary<Double> fractions() {
        return Arbitraries.oneOf(
                Arbitraries.of(0.0, 0.5, 0.25, Math.nextDown(1.0), Math.nextDown(Math.nextDown(1.0))),
                Arbitraries.doubles().between(0, 0.99));
    }
}
