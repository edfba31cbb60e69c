package io.counterpart.engine.decoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whether bytes are UTF-8 as RFC 3629 has it: no overlong form, no surrogate, nothing past U+10FFFF. */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = skipAscii(bytes, at, to);
            if (at < to) {
                int length = sequence(bytes, at, to);
                if (length == 0) {
                    return false;
                }
                at += length;
            }
        }
        return true;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= Long.BYTES && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The length of the sequence of two to four bytes that begins here, 0 where there is none. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int second = at + 1 < to ? bytes[at + 1] & 0xff : 0;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return isTail(second) ? 2 : 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int lowest = lead == 0xe0 ? 0xa0 : 0x80;
            int highest = lead == 0xed ? 0x9f : 0xbf;
            return second >= lowest && second <= highest && tailAt(bytes, at + 2, to) ? 3 : 0;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int lowest = lead == 0xf0 ? 0x90 : 0x80;
            int highest = lead == 0xf4 ? 0x8f : 0xbf;
            return second >= lowest && second <= highest && tailAt(bytes, at + 2, to) && tailAt(bytes, at + 3, to)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean tailAt(byte[] bytes, int at, int to) {
        return at < to && isTail(bytes[at] & 0xff);
    }

    private static boolean isTail(int b) {
        return (b & 0xc0) == 0x80;
    }
}
