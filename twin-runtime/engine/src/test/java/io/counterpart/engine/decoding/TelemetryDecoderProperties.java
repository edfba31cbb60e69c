package io.counterpart.engine.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.twin.RejectionReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Jackson is the other opinion. */
class TelemetryDecoderProperties {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build();

    private static final String SYNTAX = "{}[]:,\"\\0-.eNtfu";

    private final TelemetryDecoder decoder = new TelemetryDecoder();

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> names = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
        Arbitrary<Object> values = Arbitraries.oneOf(
                Arbitraries.doubles().map(d -> (Object) d),
                Arbitraries.integers().map(i -> (Object) i),
                Arbitraries.of(true, false).map(b -> (Object) b),
                Arbitraries.strings().ofMaxLength(30).map(s -> (Object) s),
                Arbitraries.doubles().list().ofMinSize(1).ofMaxSize(5).map(l -> (Object) l));
        return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(20);
    }

    @Property
    void whatJacksonWritesIsReadAsWhatItWas(@ForAll("objects") Map<String, Object> object) throws IOException {
        // Given
        byte[] json = JACKSON.writeValueAsBytes(object);
        JsonNode tree = JACKSON.readTree(json);
        assumeTrue(StandardCharsets.UTF_8.newEncoder().canEncode(object.toString()));

        // When
        Telemetry telemetry = decoder.decode(json, 0, json.length);

        // Then
        assertNull(telemetry.failure(), telemetry.failureDetail());
        assertEquals(tree.size(), telemetry.end(0));
        for (int i = 0; i < telemetry.end(0); i++) {
            String key = new String(
                    telemetry.keyBytes(i), telemetry.keyOffset(i), telemetry.keyLength(i), StandardCharsets.UTF_8);
            assertSame(tree.get(key), telemetry, i);
        }
    }

    private static void assertSame(JsonNode expected, Telemetry telemetry, int value) {
        switch (telemetry.kind(value)) {
            case NUMBER -> assertEquals(expected.doubleValue() + 0.0, telemetry.number(value));
            case TRUTH -> assertEquals(expected.booleanValue(), telemetry.number(value) == 1);
            case TEXT -> assertEquals(expected.textValue(), telemetry.text(value));
            case ARRAY -> assertEquals(expected.size(), telemetry.array(value).length);
            case UNUSABLE -> throw new AssertionError(telemetry.reason(value) + " " + expected);
        }
    }

    @Property(tries = 5_000)
    void brokenBytesNeverThrowAndAreNeverTakenForMoreThanJacksonTakesThemFor(
            @ForAll("objects") Map<String, Object> object, @ForAll long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        ObjectNode timed = JACKSON.createObjectNode().put("ts", 1_700_000_000_000L);
        timed.set("values", JACKSON.valueToTree(object));
        byte[] json = random.nextBoolean()
                ? JACKSON.writeValueAsBytes(object)
                : JACKSON.writeValueAsBytes(JACKSON.createArrayNode().add(timed).add(timed));
        for (int i = random.nextInt(4); i >= 0; i--) {
            json[random.nextInt(json.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
        }

        // When
        Telemetry telemetry = decoder.decode(json, 0, json.length);

        // Then
        RejectionReason failure = telemetry.failure();
        if (jacksonReads(json) && utf8(json)) {
            assertNotEquals(RejectionReason.MALFORMED_JSON, failure, telemetry.failureDetail());
        } else if (failure == null) {
            assertTrue(hasNotFinite(telemetry), "taken, though it is no JSON");
        }
    }

    /** NaN and Infinity are the one thing that we read over and a strict reader does not. */
    private static boolean hasNotFinite(Telemetry telemetry) {
        for (int r = 0; r < telemetry.readings(); r++) {
            for (int i = telemetry.first(r); i < telemetry.end(r); i++) {
                if (telemetry.kind(i) == Telemetry.Kind.UNUSABLE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean jacksonReads(byte[] json) {
        try {
            JsonNode tree = JACKSON.readTree(json);
            return tree != null && !tree.isMissingNode() && !tree.toString().matches("(?s).*[\\ud800-\\udfff].*");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean utf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Property
    void utf8IsWhatTheJdkSaysItIs(@ForAll byte[] bytes) {
        assertEquals(utf8(bytes), Utf8.isValid(bytes, 0, bytes.length));
    }

    @Property
    void everyCodePointIsUtf8AndCutShortIsNot(@ForAll int any) {
        // Given
        int codePoint = Math.floorMod(any, Character.MAX_CODE_POINT + 1);
        assumeFalse(codePoint >= 0xd800 && codePoint <= 0xdfff);
        byte[] bytes = ("12345" + Character.toString(codePoint)).getBytes(StandardCharsets.UTF_8);

        // Then
        assertTrue(Utf8.isValid(bytes, 0, bytes.length));
        if (codePoint >= 0x80) {
            assertFalse(Utf8.isValid(bytes, 0, bytes.length - 1));
        }
    }
}
