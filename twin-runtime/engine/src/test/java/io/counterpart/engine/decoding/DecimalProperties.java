package io.counterpart.engine.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DecimalProperties {

    @Property(tries = 100_000)
    void digitsAndPowerGiveTheNearestDouble(@ForAll long digits, @ForAll @IntRange(min = -320, max = 310) int power) {
        // When
        double fast = Decimal.toDouble(digits, power);

        // Then
        if (!Double.isNaN(fast)) {
            assertEquals(Double.parseDouble(Long.toUnsignedString(digits) + "e" + power), fast);
        }
    }

    @Property(tries = 100_000)
    void whatJavaPrintsIsReadBack(@ForAll double number) {
        // Given
        byte[] payload = ("{\"a\":" + Math.abs(number) + "}").getBytes(StandardCharsets.US_ASCII);

        // When
        Telemetry telemetry = new TelemetryDecoder().decode(payload, 0, payload.length);

        // Then
        if (telemetry.kind(0) == Telemetry.Kind.NUMBER) {
            assertEquals(Math.abs(number) + 0.0, telemetry.number(0));
        }
    }

    @Example
    void aNumberHalfwayBetweenTwoDoublesIsLeftToTheSlowWayOrRight() {
        for (String text :
                new String[] {"9007199254740993", "9007199254740995", "1e23", "8.5e22", "4503599627370496.5"}) {
            byte[] payload = ("{\"a\":" + text + (text.contains(".") || text.contains("e") ? "" : ".0") + "}")
                    .getBytes(StandardCharsets.US_ASCII);
            assertEquals(
                    Double.parseDouble(text),
                    new TelemetryDecoder().decode(payload, 0, payload.length).number(0));
        }
    }
}
