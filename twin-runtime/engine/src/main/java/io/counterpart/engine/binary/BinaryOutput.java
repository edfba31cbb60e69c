package io.counterpart.engine.binary;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Bytes that grow: big-endian numbers, texts with their length. */
public final class BinaryOutput {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int length;

    /** @param expected how many bytes there will probably be */
    public BinaryOutput(int expected) {
        bytes = new byte[Math.max(64, expected)];
    }

    private int claim(int count) {
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), bytes.length + (bytes.length >> 1)));
        }
        int at = length;
        length += count;
        return at;
    }

    public void putByte(int value) {
        int at = claim(1);
        bytes[at] = (byte) value;
    }

    public void putInt(int value) {
        int at = claim(Integer.BYTES);
        INTS.set(bytes, at, value);
    }

    public void putLong(long value) {
        int at = claim(Long.BYTES);
        LONGS.set(bytes, at, value);
    }

    public void putDouble(double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    public void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putInt(utf8.length);
        int at = claim(utf8.length);
        System.arraycopy(utf8, 0, bytes, at, utf8.length);
    }

    /** Puts how many there are, and each. */
    public void putTexts(Collection<String> texts) {
        putInt(texts.size());
        texts.forEach(this::putText);
    }

    public void putOptionalText(@Nullable String text) {
        putByte(text == null ? 0 : 1);
        if (text != null) {
            putText(text);
        }
    }

    /** A copy of what was put in. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
