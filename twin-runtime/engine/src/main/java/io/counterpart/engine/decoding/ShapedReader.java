package io.counterpart.engine.decoding;

import io.counterpart.engine.decoding.Telemetry.Kind;

/** Reads messages of a known {@link Shape}: compares what stands between the values, and reads those. */
final class ShapedReader {

    private static final int WORD_DIGITS = 8;

    /** Digits of numbers that are read here; as many are exact in a double. */
    private static final int DIGITS_MAX = 15;

    private static final long[] POWERS = new long[WORD_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private byte[] bytes = {};
    private int to;

    /**
     * Reads a message.
     *
     * @param out is given what it came to; where that is nothing, something of it
     * @return false where it has another shape, or a value that takes more to read
     */
    boolean read(Shape shape, byte[] payload, int from, int end, Telemetry out) {
        bytes = payload;
        to = end;
        out.begin(shape);
        int values = shape.values();
        int at = from;
        for (int i = 0; i < values; i++) {
            at = shape.passed(i, payload, at);
            if (at < 0) {
                return false;
            }
            int begin = at;
            if (shape.kinds[i] == Kind.NUMBER) {
                // A word holds most numbers whole: these are read here, so that where the next one begins is known as
                // soon as can be.
                long word = Words.at(payload, at);
                int length = Digits.decimalLength(word);
                if (length > 0) {
                    out.putNumber(i, begin, at + length, Digits.decimal(word, length));
                    at += length;
                    continue;
                }
                at = number(i, at, out);
            } else {
                at = shape.kinds[i] == Kind.TRUTH ? truth(i, at, out) : text(i, at, out);
            }
            if (at < 0) {
                return false;
            }
        }
        return shape.passed(values, payload, at) == end;
    }

    /** A number with a sign, or longer than a word. */
    private int number(int value, int from, Telemetry out) {
        int at = from;
        boolean negative = byteAt(at) == '-';
        if (negative) {
            at++;
        }
        boolean isPadded = byteAt(at) == '0' && isDigit(byteAt(at + 1));
        long digits = 0;
        int count = 0;
        int power = 0;
        for (int part = 0; part < 2; part++) {
            int begin = at;
            int more;
            do {
                long word = Words.at(bytes, at);
                more = Digits.count(word);
                if (more > 0) {
                    digits = digits * POWERS[more] + Digits.value(word, more);
                }
                at += more;
                count += more;
            } while (more == WORD_DIGITS && count <= DIGITS_MAX);
            if (at == begin || count > DIGITS_MAX || isPadded) {
                return -1;
            }
            if (part == 1) {
                power = begin - at;
            } else if (byteAt(at) == '.') {
                at++;
            } else {
                break;
            }
        }
        double magnitude = Decimal.toDouble(digits, power);
        out.putNumber(value, from, at, negative && magnitude != 0 ? -magnitude : magnitude);
        return at;
    }

    private int truth(int value, int at, Telemetry out) {
        boolean isTrue = byteAt(at) == 't';
        byte[] word = isTrue ? TelemetryDecoder.TRUE : TelemetryDecoder.FALSE;
        for (int i = 0; i < word.length; i++) {
            if (byteAt(at + i) != word[i]) {
                return -1;
            }
        }
        out.putNumber(value, at, at + word.length, isTrue ? 1 : 0);
        return at + word.length;
    }

    /** A text of ASCII without escapes; its quotation marks are part of the shape. */
    private int text(int value, int from, Telemetry out) {
        int at = from;
        while (byteAt(at) != '"') {
            if (byteAt(at) < ' ' || byteAt(at) == '\\' || at - from == TelemetryDecoder.TEXT_MAX) {
                return -1;
            }
            at++;
        }
        out.putText(value, from, at);
        return at;
    }

    /** -1 after the end, as what is no ASCII is below 0. */
    private int byteAt(int at) {
        return at < to ? bytes[at] : -1;
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }
}
