package io.counterpart.engine.decoding;

/**
 * The digits of a word, see {@link Words}. A number of a few digits takes as long as one of one, and no branch depends on how many there are:
 * that is what reading them one by one loses most with.
 */
final class Digits {

    private static final long ZEROS = 0x3030303030303030L;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** Takes what is above 9 past the lowest seven bits. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private Digits() {}

    /** The highest bit of each byte that is no digit. */
    private static long others(long word) {
        long values = word ^ ZEROS;
        return (((values & LOW_BITS) + ABOVE_NINE) | values) & HIGH_BITS;
    }

    /** With how many digits a word begins. */
    static int count(long word) {
        return Long.numberOfTrailingZeros(others(word)) >>> 3;
    }

    /**
     * The length of the decimal with which a word begins, such as {@code 21.5}; 0 where it begins with none, or with one that does not end
     * in this word or is written as none may be.
     */
    static int decimalLength(long word) {
        long others = others(word);
        int whole = Long.numberOfTrailingZeros(others) >>> 3;
        boolean isPadded = (word & 0xff) == '0' && whole > 1;
        if (others == 0 || whole == 0 || isPadded) {
            return 0;
        }
        if (byteAt(word, whole) != '.') {
            return whole;
        }
        long after = others & (others - 1);
        int length = Long.numberOfTrailingZeros(after) >>> 3;
        return after == 0 || length == whole + 1 ? 0 : length;
    }

    /** The decimal with which a word begins, and that has this {@linkplain #decimalLength length}. */
    static double decimal(long word, int length) {
        int whole = count(word);
        if (whole == length) {
            return value(word, length);
        }
        // What stands after the point moves up to what stands before it.
        long before = (1L << (whole << 3)) - 1;
        long digits = value((word & before) | ((word >>> 8) & ~before), length - 1);
        return Decimal.toDouble(digits, whole + 1 - length);
    }

    /** The number that so many digits make, 1 to 8, with which a word begins. */
    static long value(long word, int count) {
        // Zeros before the first digit, then pairs, fours, all eight: each step multiplies all at once.
        long digits = (word ^ ZEROS) << (64 - (count << 3));
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x000000ff000000ffL) * 0x000f424000000064L
                        + ((pairs >>> 16) & 0x000000ff000000ffL) * 0x0000271000000001L)
                >>> 32;
    }

    private static int byteAt(long word, int i) {
        return (int) (word >>> (i << 3)) & 0xff;
    }
}
