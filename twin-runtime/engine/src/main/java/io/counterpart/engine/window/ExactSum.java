package io.counterpart.engine.window;

import java.util.Arrays;

/**
 * A sum of doubles, or of their squares, without any rounding: a number in fixed point that is wide enough for what was put in (a
 * long accumulator after Kulisch). As nothing is lost, what is taken out again leaves no trace, and the sum depends on the
 * values in it alone, not on their order nor on what was in it before. Putting one in or out costs three additions of integers (for
 * a square six), and the sum of values of similar sizes is four to six digits long.
 *
 * <p>The number is that of its digits, each worth 2<sup>32</sup> times the one below it. They are kept in longs, so that carrying
 * can wait until somebody asks.
 */
final class ExactSum {

    /** What the lowest digit there can be counts in, for a sum of values: 2 to this power is the smallest double. */
    static final int UNIT = -1_074;

    private static final int DIGIT_BITS = 32;
    private static final long DIGIT = 0xffff_ffffL;

    /** How often something of less than a digit's worth can be added to a digit before it overflows its long, with much room. */
    private static final int CARRY_AFTER = 1 << 28;

    /** Digits that something put in touches, and one more for what they carry. */
    private static final int DIGITS_TOUCHED = 4;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;

    private long[] digits = {};

    /** Which digit the first one is. */
    private int lowest;

    private int waiting;

    /** Puts a value in. */
    void add(double value) {
        put(mantissa(value), position(value), value < 0);
    }

    /** Takes out a value that is in. */
    void remove(double value) {
        put(mantissa(value), position(value), value >= 0);
    }

    /** Puts a value's square in. Its unit is that of values, squared. */
    void addSquare(double value) {
        putSquare(value, false);
    }

    /** Takes out the square of a value, which is in. */
    void removeSquare(double value) {
        putSquare(value, true);
    }

    private void putSquare(double value, boolean negative) {
        long mantissa = mantissa(value);
        int position = 2 * position(value);
        put(mantissa * mantissa, position, negative);
        put(Math.multiplyHigh(mantissa, mantissa), position + Long.SIZE, negative);
    }

    /** Puts so many times another sum in, which is not negative. */
    void addMultiple(ExactSum sum, int times) {
        sum.carry();
        for (int i = 0; i < sum.digits.length; i++) {
            put(sum.digits[i] * times, (sum.lowest + i) * DIGIT_BITS, false);
        }
    }

    /** Takes out the square of another sum. */
    void subtractSquareOf(ExactSum sum) {
        sum.carry();
        for (int i = 0; i < sum.digits.length; i++) {
            long one = Math.abs(sum.digits[i]);
            int position = (2 * sum.lowest + 2 * i) * DIGIT_BITS;
            put(one * one, position, true);
            for (int j = i + 1; j < sum.digits.length; j++) {
                int twice = 1;
                put(one * Math.abs(sum.digits[j]), position + (j - i) * DIGIT_BITS + twice, true);
            }
        }
    }

    /** A value without sign and exponent. */
    private static long mantissa(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long mantissa = bits & MANTISSA;
        return isSubnormal(bits) ? mantissa : mantissa | (1L << MANTISSA_BITS);
    }

    /** What the mantissa's last bit counts, as a power of two, in units. */
    private static int position(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return isSubnormal(bits) ? 0 : exponent(bits) - 1;
    }

    private static int exponent(long bits) {
        return (int) (bits >>> MANTISSA_BITS) & 0x7ff;
    }

    private static boolean isSubnormal(long bits) {
        return exponent(bits) == 0;
    }

    /** Adds or subtracts an unsigned number times 2 to the power of its position. */
    private void put(long number, int position, boolean negative) {
        if (number == 0) {
            return;
        }
        int digit = position / DIGIT_BITS;
        int shift = position % DIGIT_BITS;
        cover(digit, digit + DIGITS_TOUCHED);
        int at = digit - lowest;
        long low = number << shift;
        long high = number >>> 1 >>> (Long.SIZE - 1 - shift);
        if (negative) {
            digits[at] -= low & DIGIT;
            digits[at + 1] -= low >>> DIGIT_BITS;
            digits[at + 2] -= high;
        } else {
            digits[at] += low & DIGIT;
            digits[at + 1] += low >>> DIGIT_BITS;
            digits[at + 2] += high;
        }
        waiting++;
        if (waiting == CARRY_AFTER) {
            carry();
        }
    }

    /** Makes room for the digits from one up to, and without, another. */
    private void cover(int from, int to) {
        if (digits.length == 0) {
            digits = new long[to - from];
            lowest = from;
        } else if (from < lowest || to > lowest + digits.length) {
            int newLowest = Math.min(lowest, from);
            long[] wider = new long[Math.max(to, lowest + digits.length) - newLowest];
            System.arraycopy(digits, 0, wider, lowest - newLowest, digits.length);
            digits = wider;
            lowest = newLowest;
        }
    }

    /** Brings every digit below 2<sup>32</sup>, and all to the sign of the sum. */
    private void carry() {
        waiting = 0;
        carryUp();
        if (digits.length > 0 && digits[digits.length - 1] < 0) {
            negate();
            carryUp();
            negate();
        }
    }

    /** Leaves each digit but the highest between 0 and 2<sup>32</sup>; the highest has the sign. */
    private void carryUp() {
        long carried = 0;
        for (int i = 0; i < digits.length; i++) {
            long digit = digits[i] + carried;
            boolean isHighest = i == digits.length - 1;
            digits[i] = isHighest ? digit : digit & DIGIT;
            carried = digit >> DIGIT_BITS;
        }
    }

    private void negate() {
        for (int i = 0; i < digits.length; i++) {
            digits[i] = -digits[i];
        }
    }

    /** Forgets all that is in. */
    void clear() {
        Arrays.fill(digits, 0);
        waiting = 0;
    }

    /** The place of the highest digit that is not 0, -1 where the sum is 0. Carries. */
    private int highest() {
        carry();
        int highest = digits.length - 1;
        while (highest >= 0 && digits[highest] == 0) {
            highest--;
        }
        return highest;
    }

    /**
     * The sum, divided; rounded once, to the nearest double, of two that are as near to the even one.
     *
     * @param divisor from 1 to 2^31 - 1
     */
    double dividedBy(int divisor) {
        return dividedBy(divisor, highest(), UNIT);
    }

    /** The root of a sum of squares, divided: within one unit in the last place, without overflow in between. */
    double rootOfDividedBy(int divisor) {
        int highest = highest();
        int scale = (lowest + highest) * DIGIT_BITS;
        return Math.scalb(Math.sqrt(dividedBy(divisor, highest, -scale)), scale / 2 + UNIT);
    }

    /**
     * Long division, from the highest digit down to where more digits cannot change the outcome but by not being 0.
     *
     * @param exponent what a 1 in the lowest digit there can be counts in, as a power of two
     */
    private double dividedBy(int divisor, int highest, int exponent) {
        if (highest < 0) {
            return 0;
        }
        int at = highest + 1;
        long remainder = 0;
        long first = 0;
        while (first == 0) {
            at--;
            long dividend = remainder << DIGIT_BITS | digit(at);
            first = dividend / divisor;
            remainder = dividend % divisor;
        }
        long second = remainder << DIGIT_BITS | digit(at - 1);
        remainder = second % divisor;
        long third = remainder << DIGIT_BITS | digit(at - 2);
        remainder = third % divisor;

        // The highest 64 bits of the quotient. Of what is below them it matters only whether there is something.
        int unused = Long.numberOfLeadingZeros(first) - DIGIT_BITS;
        long top = first << DIGIT_BITS | second / divisor;
        long below = third / divisor;
        long head = top << unused | below >>> (DIGIT_BITS - unused);
        boolean hasMore = (below << unused & DIGIT) != 0 || remainder != 0 || hasDigitsBelow(at - 2);
        long number = (head >>> 1) | (head & 1) | (hasMore ? 1 : 0);
        int power = (lowest + at) * DIGIT_BITS - DIGIT_BITS - unused + 1 + exponent;
        double rounded = round(number, power);
        return digits[highest] < 0 ? -rounded : rounded;
    }

    /**
     * A number of 63 bits times 2 to a power as the nearest double. Its last bit stands for all that is below it, too.
     */
    private static double round(long number, int power) {
        // A double has 53 of the bits, and none below the unit.
        int dropped = Math.max(Long.SIZE - 1 - (MANTISSA_BITS + 1), UNIT - power);
        if (dropped >= Long.SIZE) {
            return 0;
        }
        long kept = number >>> dropped;
        long rest = number - (kept << dropped);
        long half = 1L << (dropped - 1);
        boolean isUp = rest > half || (rest == half && (kept & 1) == 1);
        return Math.scalb((double) (isUp ? kept + 1 : kept), power + dropped);
    }

    private long digit(int at) {
        return at < 0 ? 0 : Math.abs(digits[at]);
    }

    private boolean hasDigitsBelow(int at) {
        for (int i = Math.min(at, digits.length) - 1; i >= 0; i--) {
            if (digits[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
