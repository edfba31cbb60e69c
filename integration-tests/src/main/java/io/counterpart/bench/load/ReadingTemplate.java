package io.counterpart.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The payload of every message: a reading of 197 bytes of JSON with 13 fields, 8 of them doubles, or an array of such readings.
 * It is copied and its digits are overwritten in place, because writing JSON would cost the client more than the platform spends.
 */
public final class ReadingTemplate {
    /** The property that numbers a device's readings. */
    public static final String SEQUENCE = "seq";

    /** Sequence numbers begin here, so that all have ten digits. */
    public static final long FIRST_SEQUENCE = 1_000_000_001L;

    /** Values in one reading: all fields but the time. */
    public static final int VALUES = 12;

    static final int READING_BYTES = 197;

    private static final String READING = "{\"ts\":1700000000000,\"values\":{\"seq\":1000000000"
            + ",\"d1\":101.00000,\"d2\":202.00000,\"d3\":303.00000,\"d4\":404.00000"
            + ",\"d5\":505.00000,\"d6\":606.00000,\"d7\":707.00000,\"d8\":808.00000"
            + ",\"n1\":10000,\"n2\":100,\"n3\":200}}";
    private static final int TS_END = READING.indexOf(",\"values\"");
    private static final int SEQUENCE_END = READING.indexOf(",\"d1\"");
    private static final int FIRST_DOUBLE_END = READING.indexOf(",\"d2\"");
    private static final int DOUBLE_STRIDE = READING.indexOf(",\"d3\"") - FIRST_DOUBLE_END;
    private static final int DOUBLES = 8;

    private final int readings;
    private final byte[] bytes;

    /**
     * @param readings in one message; one stands alone, several in an array
     */
    ReadingTemplate(int readings) {
        this.readings = readings;
        String text = readings == 1 ? READING : "[" + (READING + ",").repeat(readings - 1) + READING + "]";
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    int length() {
        return bytes.length;
    }

    int readings() {
        return readings;
    }

    /** Writes a message whose readings have the sequence numbers and times that begin here and grow by one. */
    void write(ByteBuf out, long firstSequence, long firstTs) {
        int start = readings == 1 ? 0 : 1;
        for (int i = 0; i < readings; i++) {
            int at = start + i * (READING_BYTES + 1);
            digits(at + TS_END, firstTs + i, 13);
            digits(at + SEQUENCE_END, firstSequence + i, 10);
            for (int d = 0; d < DOUBLES; d++) {
                digits(at + FIRST_DOUBLE_END + d * DOUBLE_STRIDE, (firstSequence + i) * (d + 7), 4);
            }
        }
        out.writeBytes(bytes);
    }

    private void digits(int end, long number, int count) {
        long rest = number;
        for (int i = end - 1; i >= end - count; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
