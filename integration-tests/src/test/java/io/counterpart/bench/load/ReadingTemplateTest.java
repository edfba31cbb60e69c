package io.counterpart.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReadingTemplateTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aReadingIs197BytesOfJsonWith13FieldsAnd8Doubles() throws IOException {
        byte[] bytes = message(1, 1_000_000_042L, 1_700_000_123_456L);

        JsonNode reading = JSON.readTree(bytes);
        JsonNode values = reading.required("values");
        int doubles = 0;
        for (JsonNode value : values) {
            doubles += value.isDouble() ? 1 : 0;
        }
        assertEquals(197, bytes.length);
        assertEquals(13, 1 + values.size());
        assertEquals(8, doubles);
        assertEquals(1_000_000_042L, values.required("seq").asLong());
        assertEquals(1_700_000_123_456L, reading.required("ts").asLong());
    }

    @Test
    void severalReadingsAreAnArrayThatCountsOn() throws IOException {
        JsonNode readings = JSON.readTree(message(10, 1_000_000_991L, 1_700_000_000_000L));

        assertEquals(10, readings.size());
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    1_000_000_991L + i,
                    readings.get(i).required("values").required("seq").asLong());
            assertEquals(1_700_000_000_000L + i, readings.get(i).required("ts").asLong());
        }
    }

    @Test
    void theMeasuredValuesChange() throws IOException {
        JsonNode one =
                JSON.readTree(message(1, 1_000_000_001L, 1_700_000_000_001L)).required("values");
        JsonNode next =
                JSON.readTree(message(1, 1_000_000_002L, 1_700_000_000_002L)).required("values");

        for (int d = 1; d <= 8; d++) {
            assertNotEquals(one.required("d" + d), next.required("d" + d));
        }
    }

    private static byte[] message(int readings, long sequence, long ts) {
        ByteBuf out = Unpooled.buffer();
        new ReadingTemplate(readings).write(out, sequence, ts);
        return out.toString(StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII);
    }
}
