package io.counterpart.engine.binary;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BinaryOutput} wrote; each method throws {@link DamagedBytes} where it is not there. */
public final class BinaryInput {

    private final ByteBuffer buffer;

    public BinaryInput(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    public int getByte() {
        require(1);
        return buffer.get() & 0xff;
    }

    public int getInt() {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    public long getLong() {
        require(Long.BYTES);
        return buffer.getLong();
    }

    public double getDouble() {
        return Double.longBitsToDouble(getLong());
    }

    /**
     * A number of things that follow, of which each takes at least so many bytes: what cannot be there is not made room for.
     */
    public int getCount(int bytesEach) {
        int count = getInt();
        if (count < 0 || (long) count * bytesEach > buffer.remaining()) {
            throw new DamagedBytes("a count of " + count + " with " + buffer.remaining() + " bytes left");
        }
        return count;
    }

    public String getText() {
        int length = getCount(1);
        String text = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
        buffer.position(buffer.position() + length);
        return text;
    }

    public List<String> getTexts() {
        List<String> texts = new ArrayList<>();
        int count = getCount(Integer.BYTES);
        for (int i = 0; i < count; i++) {
            texts.add(getText());
        }
        return List.copyOf(texts);
    }

    public @Nullable String getOptionalText() {
        return getByte() == 0 ? null : getText();
    }

    /** Fails where something is left. */
    public void requireEnd() {
        if (buffer.hasRemaining()) {
            throw new DamagedBytes(buffer.remaining() + " bytes too many");
        }
    }

    private void require(int bytes) {
        if (buffer.remaining() < bytes) {
            throw new DamagedBytes("cut off", new BufferUnderflowException());
        }
    }
}
