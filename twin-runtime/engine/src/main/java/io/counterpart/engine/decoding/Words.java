package io.counterpart.engine.decoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes, eight at a time, so that names and what stands between values are compared by word. The first byte is in a word's lowest bits. */
public final class Words {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /** The word that begins here; zeros after the end of the bytes. */
    public static long at(byte[] bytes, int at) {
        return at <= bytes.length - Long.BYTES ? (long) LONGS.get(bytes, at) : last(bytes, at);
    }

    private static long last(byte[] bytes, int at) {
        long word = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            word = word << 8 | (bytes[i] & 0xff);
        }
        return word;
    }

    /** The bits of a word's first bytes, 8 at most; of none where there are fewer than one. */
    public static long mask(int bytes) {
        return bytes <= 0 ? 0 : -1L >>> (64 - (Math.min(bytes, Long.BYTES) << 3));
    }
}
