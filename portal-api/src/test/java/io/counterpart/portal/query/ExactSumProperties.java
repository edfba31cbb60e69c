package io.counterpart.portal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExactSumProperties {

    private static double sum(List<Double> numbers) {
        ExactSum sum = new ExactSum();
        numbers.forEach(sum::add);
        return sum.value();
    }

    @Property
    void itIsTheSumOfTheRealNumbersRoundedOnce(
            @ForAll @Size(max = 40) List<@DoubleRange(min = -1e300, max = 1e300) Double> numbers) {
        BigDecimal exact = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertEquals(exact.doubleValue(), sum(numbers) + 0.0);
    }

    @Property
    void numbersOfAllSizesCancelExactly(@ForAll long seed) {
        Random random = new Random(seed);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            double number = (random.nextInt(21) - 10) * StrictMath.pow(2, random.nextInt(200) - 100);
            numbers.add(number);
            numbers.add(random.nextBoolean() ? -number : number * StrictMath.pow(2, -53));
        }
        BigDecimal exact = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        double straight = sum(numbers);

        Collections.shuffle(numbers, random);

        assertEquals(exact.doubleValue(), straight);
        assertEquals(straight, sum(numbers));
    }

    @Test
    void halfOfTheLastDigitIsRoundedByWhatComesAfterIt() {
        assertEquals(1.0 + 0x1p-52, sum(List.of(1.0, 0x1p-53, 0x1p-110)));
        assertEquals(1.0, sum(List.of(1.0, 0x1p-53, -0x1p-110)));
    }
}
