package io.counterpart.engine.decoding;

import java.math.BigInteger;

/**
 * From decimal digits to the nearest double, without garbage. Small numbers by one exact operation (Clinger, "How to read
 * floating point numbers accurately"), nearly all others by one or two 128 bit products (Lemire, "Number parsing at a gigabyte
 * per second"); what neither can decide is left to the caller.
 */
final class Decimal {

    private static final int POWER_MIN = -300;
    private static final int POWER_MAX = 300;
    /** The upper and lower 64 bits of each power of ten's 128 leading bits, rounded down. */
    private static final long[] HIGH = new long[POWER_MAX - POWER_MIN + 1];

    private static final long[] LOW = new long[POWER_MAX - POWER_MIN + 1];
    private static final double[] EXACT_POWERS = new double[23];

    static {
        for (int power = POWER_MIN; power <= POWER_MAX; power++) {
            BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
            BigInteger scaled = power >= 0
                    ? ten.shiftLeft(128)
                    : BigInteger.ONE.shiftLeft(2048).divide(ten);
            BigInteger leading = scaled.shiftRight(scaled.bitLength() - 128);
            HIGH[power - POWER_MIN] = leading.shiftRight(64).longValue();
            LOW[power - POWER_MIN] = leading.longValue();
        }
        for (int power = 0; power < EXACT_POWERS.length; power++) {
            EXACT_POWERS[power] = Double.parseDouble("1e" + power);
        }
    }

    private Decimal() {}

    /**
     * @param digits all significant digits as an unsigned number
     * @param power of ten to multiply them with
     * @return the nearest double, NaN where it takes a slower way to tell
     */
    static double toDouble(long digits, int power) {
        if (digits == 0) {
            return 0;
        }
        if (digits > 0 && digits <= 1L << 53 && power >= -22 && power <= 22) {
            return power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
        }
        if (power < POWER_MIN || power > POWER_MAX) {
            return Double.NaN;
        }
        return byProduct(digits, power);
    }

    private static double byProduct(long digits, int power) {
        int shift = Long.numberOfLeadingZeros(digits);
        long mantissa = digits << shift;
        int exponent = ((217706 * power) >> 16) + 64 + 1023 - shift;
        long high = Math.unsignedMultiplyHigh(mantissa, HIGH[power - POWER_MIN]);
        long low = mantissa * HIGH[power - POWER_MIN];
        if ((high & 0x1ff) == 0x1ff && Long.compareUnsigned(low + mantissa, mantissa) < 0) {
            long moreHigh = Math.unsignedMultiplyHigh(mantissa, LOW[power - POWER_MIN]);
            long moreLow = mantissa * LOW[power - POWER_MIN];
            long sum = low + moreHigh;
            if (Long.compareUnsigned(sum, low) < 0) {
                high++;
            }
            low = sum;
            if ((high & 0x1ff) == 0x1ff && low == -1 && Long.compareUnsigned(moreLow + mantissa, mantissa) < 0) {
                return Double.NaN;
            }
        }
        int top = (int) (high >>> 63);
        long rounded = high >>> (top + 9);
        exponent -= 1 ^ top;
        if (low == 0 && (high & 0x1ff) == 0 && (rounded & 3) == 1) {
            return Double.NaN;
        }
        rounded = (rounded + (rounded & 1)) >>> 1;
        if (rounded >>> 53 != 0) {
            rounded >>>= 1;
            exponent++;
        }
        if (exponent < 1 || exponent >= 0x7ff) {
            return Double.NaN;
        }
        return Double.longBitsToDouble(((long) exponent << 52) | (rounded & ((1L << 52) - 1)));
    }
}
