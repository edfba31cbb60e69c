package io.counterpart.engine.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.engine.decoding.Telemetry.Kind;
import io.counterpart.engine.decoding.Telemetry.Time;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TelemetryDecoderTest {

    private final TelemetryDecoder decoder = new TelemetryDecoder();

    private Telemetry decode(String json) {
        return decode(json.getBytes(StandardCharsets.UTF_8));
    }

    /** In the middle of other bytes, as in a frame. */
    private Telemetry decode(byte[] payload) {
        byte[] frame = new byte[payload.length + 10];
        Arrays.fill(frame, (byte) '7');
        System.arraycopy(payload, 0, frame, 5, payload.length);
        return decoder.decode(frame, 5, payload.length);
    }

    private static String key(Telemetry telemetry, int value) {
        return new String(
                telemetry.keyBytes(value),
                telemetry.keyOffset(value),
                telemetry.keyLength(value),
                StandardCharsets.UTF_8);
    }

    private void assertFails(RejectionReason reason, String json) {
        assertEquals(reason, decode(json).failure(), json);
    }

    private void assertUnusable(RejectionReason reason, String value) {
        Telemetry telemetry = decode("{\"before\":1,\"bad\":" + value + ",\"after\":2}");
        assertNull(telemetry.failure(), value);
        assertEquals(Kind.UNUSABLE, telemetry.kind(1), value);
        assertEquals(reason, telemetry.reason(1), value);
        assertEquals(1, telemetry.number(0));
        assertEquals(2, telemetry.number(2));
    }

    @Test
    void anObjectOfValuesIsOneReadingWithoutATime() {
        Telemetry telemetry =
                decode("{\"p1\": 3.2, \"t\": 21, \"on\": true, \"mode\": \"auto\", \"spectrum\": [1, 2.5]}");

        assertNull(telemetry.failure());
        assertEquals(1, telemetry.readings());
        assertEquals(Time.NONE, telemetry.time(0));
        assertEquals("p1", key(telemetry, 0));
        assertEquals(3.2, telemetry.number(0));
        assertEquals(21, telemetry.number(1));
        assertEquals(Kind.TRUTH, telemetry.kind(2));
        assertEquals(1, telemetry.number(2));
        assertEquals("auto", telemetry.text(3));
        assertArrayEquals(new double[] {1, 2.5}, telemetry.array(4));
    }

    @Test
    void aTimedReadingTakesItsTimeFromBeforeOrBehindItsValues() {
        for (String json : new String[] {
            "{\"ts\":1700000000000,\"values\":{\"p\":1,\"ts\":2}}",
            "{\"values\":{\"p\":1,\"ts\":2},\"ts\":\"2023-11-14T22:13:20Z\"}"
        }) {
            Telemetry telemetry = decode(json);

            assertNull(telemetry.failure());
            assertEquals(Time.GIVEN, telemetry.time(0));
            assertEquals(1_700_000_000_000L, telemetry.ts(0));
            assertEquals(2, telemetry.end(0) - telemetry.first(0));
            assertEquals("p", key(telemetry, telemetry.first(0)));
        }
    }

    @Test
    void anArrayIsAsManyReadings() {
        Telemetry telemetry = decode(
                "[{\"ts\":1,\"values\":{\"p\":1}},{\"values\":{\"p\":2}},{\"ts\":\"x\",\"values\":{\"p\":3,\"q\":4}}]");

        assertEquals(3, telemetry.readings());
        assertEquals(Time.GIVEN, telemetry.time(0));
        assertEquals(Time.NONE, telemetry.time(1));
        assertEquals(Time.INVALID, telemetry.time(2));
        assertEquals(4, telemetry.number(telemetry.end(2) - 1));
    }

    @Test
    void valuesAndTsAreOrdinaryNamesWhereOtherKeysStandBesideThem() {
        Telemetry beside = decode("{\"ts\":5,\"values\":{\"p\":1},\"q\":2}");

        assertEquals(Time.NONE, beside.time(0));
        assertEquals(3, beside.end(0));
        assertEquals(RejectionReason.WRONG_SCHEMA, beside.reason(1));
        assertEquals(2, beside.number(2));

        Telemetry number = decode("{\"values\":3,\"ts\":5}");

        assertEquals(Time.NONE, number.time(0));
        assertEquals("values", key(number, 0));
        assertEquals(3, number.number(0));
    }

    @Test
    void aNumberMayBringItsUnit() {
        Telemetry telemetry =
                decode("{\"p\":{\"value\":47,\"unit\":\"psi\"},\"q\":{\"unit\":\"bar\",\"value\":-1e-3}}");

        assertEquals(47, telemetry.number(0));
        assertEquals("psi", telemetry.unit(0));
        assertEquals(-0.001, telemetry.number(1));
        assertEquals("bar", telemetry.unit(1));
    }

    @Test
    void escapesAreReadInKeysAndTexts() {
        Telemetry telemetry =
                decode("{\"\\u0070\\u0031\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20ac\\ud83d\\ude00z\"}");

        assertEquals("p1", key(telemetry, 0));
        assertEquals("a\"\\/\b\f\n\r\té€😀z", telemetry.text(0));
    }

    @Test
    void whatIsNoJsonIsRefusedAsAWhole() {
        for (String json : new String[] {
            "",
            " ",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{\"a\":1}}",
            "{\"a\":1} x",
            "{a:1}",
            "{'a':1}",
            "{\"a\":01}",
            "{\"a\":1.}",
            "{\"a\":.5}",
            "{\"a\":+1}",
            "{\"a\":1e}",
            "{\"a\":-}",
            "{\"a\":nan}",
            "{\"a\":tru}",
            "{\"a\":\"\n\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\ud83d\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"}",
            "hello",
            "{\"a\":-NaN}"
        }) {
            assertFails(RejectionReason.MALFORMED_JSON, json);
        }
    }

    @Test
    void jsonThatIsNoReadingIsRefusedAsAWhole() {
        for (String json : new String[] {
            "3.2", "\"x\"", "null", "true", "[]", "{}", "[1]", "[{\"p\":1}]", "[{\"ts\":1}]", "{\"values\":{}}", "[[]]"
        }) {
            assertFails(RejectionReason.NOT_TELEMETRY, json);
        }
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedWithItsPayload() {
        assertFails(RejectionReason.DUPLICATE_KEY, "{\"a\":1,\"a\":1}");
        assertFails(RejectionReason.DUPLICATE_KEY, "{\"a\":1,\"\\u0061\":1}");
        assertFails(RejectionReason.DUPLICATE_KEY, "{\"ts\":1,\"values\":{\"a\":1,\"b\":2,\"a\":3}}");
        assertFails(RejectionReason.DUPLICATE_KEY, "{\"ts\":1,\"ts\":1,\"values\":{\"a\":1}}");
        assertFails(RejectionReason.DUPLICATE_KEY, "{\"values\":{\"a\":1},\"values\":{\"b\":1}}");
        assertFails(RejectionReason.DUPLICATE_KEY, "{\"a\":{\"value\":1,\"value\":1,\"unit\":\"x\"}}");
    }

    @Test
    void oneBadValueDoesNotTakeItsNeighboursWithIt() {
        assertUnusable(RejectionReason.NOT_FINITE, "NaN");
        assertUnusable(RejectionReason.NOT_FINITE, "Infinity");
        assertUnusable(RejectionReason.NOT_FINITE, "-Infinity");
        assertUnusable(RejectionReason.NOT_FINITE, "[1,NaN]");
        assertUnusable(RejectionReason.NUMBER_TOO_LARGE, "1e999");
        assertUnusable(RejectionReason.NUMBER_TOO_LARGE, "9007199254740993");
        assertUnusable(RejectionReason.NUMBER_TOO_LARGE, "-123456789012345678901234567890");
        assertUnusable(RejectionReason.WRONG_SCHEMA, "null");
        assertUnusable(RejectionReason.WRONG_SCHEMA, "[]");
        assertUnusable(RejectionReason.WRONG_SCHEMA, "[1,\"x\"]");
        assertUnusable(RejectionReason.WRONG_SCHEMA, "[[1]]");
        assertUnusable(RejectionReason.WRONG_SCHEMA, "{\"x\":1}");
        assertUnusable(RejectionReason.WRONG_SCHEMA, "{\"value\":\"1\",\"unit\":\"psi\"}");
        assertUnusable(RejectionReason.WRONG_SCHEMA, "{\"value\":1}");
    }

    @Test
    void theLargestExactIntegerIsKept() {
        assertEquals(9_007_199_254_740_992d, decode("{\"a\":9007199254740992}").number(0));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(RejectionReason.NOT_UTF8, decode(latin1).failure());
    }

    @Test
    void nestingHasABound() {
        String deepest = "[".repeat(TelemetryDecoder.DEPTH_MAX - 1) + "]".repeat(TelemetryDecoder.DEPTH_MAX - 1);

        assertUnusable(RejectionReason.WRONG_SCHEMA, deepest);
        assertFails(RejectionReason.TOO_DEEP, "{\"a\":[" + deepest + "]}");
        assertFails(RejectionReason.TOO_DEEP, "{\"a\":" + "[".repeat(1_000_000));
    }

    @Test
    void thereIsABoundOnValues() {
        assertNull(decode(manyValues(TelemetryDecoder.VALUES_MAX, false)).failure());
        assertNull(decode(manyValues(TelemetryDecoder.VALUES_MAX, true)).failure());
        assertFails(RejectionReason.TOO_MANY_VALUES, manyValues(TelemetryDecoder.VALUES_MAX + 1, false));
        assertFails(RejectionReason.TOO_MANY_VALUES, manyValues(TelemetryDecoder.VALUES_MAX + 1, true));
        assertFails(
                RejectionReason.TOO_MANY_VALUES, "[" + "{\"ts\":1,\"values\":{}},".repeat(1_000) + "{\"values\":{}}]");
    }

    private static String manyValues(int count, boolean inArray) {
        StringBuilder json = new StringBuilder(inArray ? "[" : "{");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            json.append(inArray ? "{\"ts\":" + i + ",\"values\":{\"a\":1}}" : "\"a" + i + "\":1");
        }
        return json.append(inArray ? "]" : "}").toString();
    }

    @Test
    void textsAndArraysHaveABound() {
        String longest = "x".repeat(TelemetryDecoder.TEXT_MAX);
        String ones = "1" + ",1".repeat(TelemetryDecoder.ARRAY_MAX - 1);

        assertEquals(longest, decode("{\"a\":\"" + longest + "\"}").text(0));
        assertEquals(
                TelemetryDecoder.ARRAY_MAX, decode("{\"a\":[" + ones + "]}").array(0).length);
        assertUnusable(RejectionReason.TEXT_TOO_LONG, "\"" + longest + "x\"");
        assertUnusable(RejectionReason.ARRAY_TOO_LONG, "[" + ones + ",1]");
    }

    @Test
    void aTimeThatIsNoneMakesTheReadingsTimeInvalid() {
        for (@Nullable String ts : new String[] {"null", "true", "1.5", "\"yesterday\"", "NaN", "[1]", "1e30"}) {
            Telemetry telemetry = decode("{\"ts\":" + ts + ",\"values\":{\"a\":1}}");

            assertNull(telemetry.failure(), ts);
            assertEquals(Time.INVALID, telemetry.time(0), ts);
        }
    }
}
