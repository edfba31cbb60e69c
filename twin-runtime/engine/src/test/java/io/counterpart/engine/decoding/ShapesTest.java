package io.counterpart.engine.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by its shape is what is read without. */
class ShapesTest {

    /** Behind each name that is not to be taken for a number stands one that can be exchanged. */
    private static final String[] TOKENS = {
        "0",
        "-0",
        "7",
        "-7",
        "10",
        "12345678",
        "123456789",
        "123456789012345",
        "1234567890123456",
        "9007199254740993",
        "21.5",
        "-21.5",
        "0.5",
        "00.5",
        "01",
        "1.",
        ".5",
        "-",
        "1234.5678",
        "12345.678901",
        "0.00000001",
        "0.000000001",
        "1.123456789012345",
        "1e3",
        "1E-3",
        "1e400",
        "-1.5e-7",
        "NaN",
        "Infinity",
        "-Infinity",
        "true",
        "false",
        "tru",
        "null",
        "\"\"",
        "\"on\"",
        "\"a\\nb\"",
        "\"grün\"",
        "\"2026-11-22T17:19:07.250+01:00\"",
        "\"",
        "[1]",
        "[]",
        "{}",
        "{\"value\":1,\"unit\":\"bar\"}",
        "",
        " 1 ",
        "1,",
        "1}",
        "\u0001",
        "12a",
        "1 2"
    };

    private final TelemetryDecoder plain = new TelemetryDecoder();
    private final TelemetryDecoder knowing = new TelemetryDecoder();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All that anybody can ask of it. */
    private static String said(Telemetry telemetry) {
        StringBuilder said = new StringBuilder();
        if (telemetry.failure() != null) {
            return telemetry.failure() + " " + telemetry.failureDetail();
        }
        for (int r = 0; r < telemetry.readings(); r++) {
            said.append(telemetry.time(r)).append(' ');
            if (telemetry.time(r) == Telemetry.Time.GIVEN) {
                said.append(telemetry.ts(r));
            }
            for (int i = telemetry.first(r); i < telemetry.end(r); i++) {
                String key = new String(
                        telemetry.keyBytes(i), telemetry.keyOffset(i), telemetry.keyLength(i), StandardCharsets.UTF_8);
                said.append('\n')
                        .append(key)
                        .append(' ')
                        .append(telemetry.keyHash(i))
                        .append(' ');
                said.append(telemetry.rawOffset(i))
                        .append('+')
                        .append(telemetry.rawLength(i))
                        .append(' ');
                said.append(telemetry.unit(i))
                        .append(' ')
                        .append(telemetry.kind(i))
                        .append(' ');
                said.append(
                        switch (telemetry.kind(i)) {
                            case NUMBER, TRUTH -> Long.toHexString(Double.doubleToRawLongBits(telemetry.number(i)));
                            case TEXT -> telemetry.text(i);
                            case ARRAY -> Arrays.toString(telemetry.array(i));
                            case UNUSABLE -> telemetry.reason(i) + telemetry.detail(i);
                        });
            }
        }
        return said.toString();
    }

    /** In the midst of other bytes, which are digits: nothing of them may be read. */
    private void assertReadTheSame(Shapes shapes, byte[] payload, int before, int after) {
        byte[] frame = new byte[before + payload.length + after];
        Arrays.fill(frame, (byte) '9');
        System.arraycopy(payload, 0, frame, before, payload.length);
        assertEquals(
                said(plain.decode(frame, before, payload.length)),
                said(knowing.decode(frame, before, payload.length, shapes)),
                () -> new String(payload, StandardCharsets.UTF_8));
    }

    private static Shapes remembering() {
        Shapes shapes = new Shapes();
        shapes.rememberWithin(new Shapes.Budget(10));
        return shapes;
    }

    private static Shapes knowing(String message) {
        Shapes shapes = remembering();
        byte[] payload = bytes(message);
        new TelemetryDecoder().decode(payload, 0, payload.length, shapes);
        assertEquals(1, shapes.count(), message);
        return shapes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ts\":#,\"values\":{\"p\":#,\"temperatureOfBearing\":#}}",
                "{\"values\":{\"p\":#,\"q\":#},\"ts\":#}",
                "{\"values\":{\"p\":#}}",
                "{\"p\":#,\"ts\":#}",
                "{ \"p\" : #, \n\"grün\":# ,\"r\":#} ",
                "[{\"ts\":#,\"values\":{\"p\":#,\"q\":#}}]",
            })
    void everyTokenInEveryPlaceIsReadAsItIsWithoutAShape(String form) {
        for (String known : new String[] {"1", "21.5", "1700000000000", "true", "\"on\""}) {
            Shapes shapes = knowing(form.replace("#", known));
            String[] parts = form.split("#", -1);
            for (int place = 1; place < parts.length; place++) {
                for (String token : TOKENS) {
                    StringBuilder message = new StringBuilder(parts[0]);
                    for (int i = 1; i < parts.length; i++) {
                        message.append(i == place ? token : known).append(parts[i]);
                    }
                    byte[] payload = bytes(message.toString());
                    assertReadTheSame(shapes, payload, 0, 0);
                    assertReadTheSame(shapes, payload, 3, 20);
                }
            }
        }
    }

    @Test
    void brokenBytesAreReadAsTheyAreWithoutAShape() {
        String message =
                "{\"ts\":1700000000000,\"values\":{\"pressureA\":10.375,\"running\":true,\"mode\":\"auto\",\"n\":-3}}";
        Random random = new Random(7);
        for (int at = 0; at < message.length(); at++) {
            for (int b = 0; b < 256; b++) {
                byte[] broken = bytes(message);
                broken[at] = (byte) b;
                assertReadTheSame(knowing(message), broken, 0, random.nextInt(10));
            }
            byte[] shorter = Arrays.copyOf(bytes(message), at);
            assertReadTheSame(knowing(message), shorter, 0, random.nextInt(10));
            byte[] longer = bytes(message.substring(0, at) + random.nextInt(10) + message.substring(at));
            assertReadTheSame(knowing(message), longer, 0, random.nextInt(10));
        }
    }

    @Test
    void aMessageThatComesAgainIsReadByItsShape() {
        Shapes shapes = knowing("{\"ts\":1700000000000,\"values\":{\"p\":10.375,\"on\":true,\"mode\":\"auto\"}}");
        byte[] next = bytes("{\"ts\":1700000001000,\"values\":{\"p\":-9.5,\"on\":false,\"mode\":\"by hand\"}}");

        assertNotNull(knowing.decode(next, 0, next.length, shapes).shape());
        assertReadTheSame(shapes, next, 5, 0);
    }

    @Test
    void whatIsNoPlainReadingHasNoShape() {
        for (String message : new String[] {
            "{\"p\":[1,2]}",
            "{\"p\":{\"value\":1,\"unit\":\"bar\"}}",
            "{\"p\":null}",
            "{\"p\":\"a\\nb\"}",
            "{\"\\u0070\":1}",
            "{\"p\":",
            "[{\"ts\":1,\"values\":{\"p\":1}},{\"ts\":2,\"values\":{\"p\":1}}]",
            "{\"p\":1" + " ".repeat(2_048) + "}",
        }) {
            Shapes shapes = remembering();
            byte[] payload = bytes(message);
            knowing.decode(payload, 0, payload.length, shapes);
            assertEquals(0, shapes.count(), message);
            assertNull(knowing.decode(payload, 0, payload.length, shapes).shape());
        }
    }

    @Test
    void fewShapesAreRememberedAndTheOneThatCameLastIsFirst() {
        Shapes shapes = remembering();
        for (int i = 0; i < 1_000; i++) {
            byte[] payload = bytes("{\"p" + i + "\":1}");
            knowing.decode(payload, 0, payload.length, shapes);
        }
        assertEquals(4, shapes.count());

        Shape last = shapes.get(3);
        shapes.cameAgain(3);
        assertSame(last, shapes.get(0));
    }

    @Test
    void whoNeverWritesTheSameWayTwiceIsLearntFromLessAndLess() {
        Shapes shapes = remembering();
        int wanted = 0;
        for (int i = 0; i < 1 << 20; i++) {
            wanted += shapes.wants() ? 1 : 0;
        }
        assertEquals(21, wanted);
    }

    @Test
    void afterALongRowOfWhatWasKnownSomethingNewIsLearntAtOnce() {
        Shapes shapes = knowing("{\"p\":1}");
        byte[] known = bytes("{\"p\":2}");
        byte[] other = bytes("{\"q\":2}");
        for (int i = 0; i < 5; i++) {
            shapes.wants();
        }
        for (int i = 0; i < 1_000; i++) {
            knowing.decode(known, 0, known.length, shapes);
        }
        knowing.decode(other, 0, other.length, shapes);

        assertNotNull(knowing.decode(other, 0, other.length, shapes).shape());
    }

    @Test
    void allWhoShareABudgetRememberNoMoreThanThat() {
        Shapes.Budget budget = new Shapes.Budget(1);
        byte[] payload = bytes("{\"p\":1}");
        byte[] other = bytes("{\"q\":1}");
        Shapes first = new Shapes();
        Shapes second = new Shapes();
        for (Shapes shapes : new Shapes[] {first, second}) {
            shapes.rememberWithin(budget);
            knowing.decode(payload, 0, payload.length, shapes);
            knowing.decode(other, 0, other.length, shapes);
        }

        assertEquals(1, first.count());
        assertNotNull(knowing.decode(other, 0, other.length, first).shape(), "the newer takes the place of the older");
        assertEquals(0, second.count());
    }

    @Test
    void whoeverIsNotToRememberDoesNot() {
        Shapes none = new Shapes();
        byte[] payload = bytes("{\"p\":1}");
        knowing.decode(payload, 0, payload.length, none);

        assertEquals(0, none.count());
    }
}
