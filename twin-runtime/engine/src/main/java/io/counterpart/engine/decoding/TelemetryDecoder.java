package io.counterpart.engine.decoding;

import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.engine.decoding.Telemetry.Text;
import io.counterpart.engine.decoding.Telemetry.Time;
import java.nio.charset.StandardCharsets;

/**
 * Takes a payload apart, straight from its bytes and in one pass. Strict as RFC 8259 is; a payload that breaks it is refused as a
 * whole, a value that is only of no use to us is marked and its neighbours are kept.
 *
 * <p>Three forms: an object of values; an object of {@code ts} and {@code values} and nothing else; an array of the latter. An object
 * with other keys beside those two is of the first form, whatever they are called.
 *
 * <p>Hot: it must not allocate for numbers and known names. One decoder belongs to one thread.
 */
public final class TelemetryDecoder {

    /** The most values of one payload. */
    public static final int VALUES_MAX = 1_000;

    /** The longest text, bytes of UTF-8. */
    public static final int TEXT_MAX = 4_096;

    /** The longest array, items. */
    public static final int ARRAY_MAX = 4_096;

    /** How deep objects and arrays may lie in one another. */
    public static final int DEPTH_MAX = 8;

    private static final double INTEGER_MAX = 1L << 53;
    private static final byte[] TS = ascii("ts");
    private static final byte[] VALUES = ascii("values");
    private static final byte[] VALUE = ascii("value");
    private static final byte[] UNIT = ascii("unit");
    private static final byte[] NAN = ascii("NaN");
    private static final byte[] INFINITY = ascii("Infinity");
    static final byte[] TRUE = ascii("true");
    static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");

    private final Telemetry out = new Telemetry();
    private final ShapedReader shaped = new ShapedReader();
    private final DuplicateKeys duplicates = new DuplicateKeys(VALUES_MAX);
    private final Text key = new Text();
    private final Text token = new Text();
    private final Text innerKey = new Text();

    private byte[] bytes = {};
    private int start;
    private int at;
    private int end;
    private int depth;
    /** Values so far, the times of readings not among them. */
    private int counted;

    /** What the last number was, beside its value: small enough, not too large for its own sake, or no number of JSON's at all. */
    private NumberFate fate = NumberFate.FINE;

    private enum NumberFate {
        FINE,
        TOO_LARGE,
        NOT_FINITE
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Takes this part of the bytes apart as {@link #decode(byte[], int, int)} does, sooner where it has one of these shapes.
     *
     * @param shapes how the device probably writes; they learn from what it does
     */
    public Telemetry decode(byte[] payload, int offset, int length, Shapes shapes) {
        for (int i = 0; i < shapes.count(); i++) {
            if (hasShape(shapes.get(i), payload, offset, length)) {
                shapes.cameAgain(i);
                return out;
            }
        }
        decode(payload, offset, length);
        if (shapes.wants()) {
            Shape shape = Shape.of(out, payload, offset, offset + length);
            if (shape != null) {
                shapes.remember(shape);
            }
        }
        return out;
    }

    private boolean hasShape(Shape shape, byte[] payload, int offset, int length) {
        out.clearReadings(payload);
        if (!shaped.read(shape, payload, offset, offset + length, out)) {
            return false;
        }
        if (shape.time < 0) {
            out.addReading(Time.NONE, 0, 0, shape.values());
        } else {
            endTimed(0, shape.time);
        }
        return true;
    }

    /**
     * Takes this part of the bytes apart. It never throws, whatever they are.
     *
     * @return what they came to; the same object each time, and pointing into the bytes
     */
    public Telemetry decode(byte[] payload, int offset, int length) {
        bytes = payload;
        start = offset;
        at = offset;
        end = offset + length;
        depth = 0;
        counted = 0;
        out.clear(payload);
        try {
            document();
        } catch (Unreadable e) {
            out.fail(e.reason(), e.detail());
        }
        return out;
    }

    private void document() {
        if (!Utf8.isValid(bytes, at, end)) {
            throw new Unreadable(RejectionReason.NOT_UTF8, "the payload is not UTF-8");
        }
        switch (peek()) {
            case '{' -> reading(false);
            case '[' -> readings();
            default -> {
                skipValue();
                refuseRest();
                throw notTelemetry("the payload is neither an object nor an array of objects");
            }
        }
        refuseRest();
        if (counted == 0) {
            throw notTelemetry("the payload holds no value");
        }
    }

    private void refuseRest() {
        skipSpace();
        if (at != end) {
            throw malformed("something follows the end of the document");
        }
    }

    private void readings() {
        enter();
        if (!closes(']')) {
            do {
                if (peek() != '{') {
                    skipValue();
                    throw notTelemetry("an array of readings holds objects of 'ts' and 'values' only");
                }
                reading(true);
            } while (continues(']'));
        }
        depth--;
    }

    private void reading(boolean inArray) {
        int from = at;
        int first = out.values();
        int countedBefore = counted;
        if (out.readings() == VALUES_MAX) {
            throw tooManyValues();
        }
        if (!timedOrFlat(first, inArray)) {
            at = from;
            out.truncate(first);
            counted = countedBefore;
            flat(first, inArray);
        }
    }

    /**
     * Reads an object on the guess that {@code values} is the timed form's. False where a further key shows that it is an
     * ordinary property, and all has to be read again.
     */
    private boolean timedOrFlat(int first, boolean inArray) {
        int bodies = 0;
        int times = 0;
        int others = 0;
        int time = first;
        enter();
        if (!closes('}')) {
            do {
                int rawFrom = key(key);
                if (out.is(key, VALUES) && peek() == '{') {
                    bodies++;
                    members();
                } else if (out.is(key, TS)) {
                    times++;
                    time = out.values();
                    value(rawFrom);
                } else {
                    others++;
                    count();
                    value(rawFrom);
                }
            } while (continues('}'));
        }
        depth--;
        if (bodies == 0) {
            for (int i = 0; i < times; i++) {
                count();
            }
            endFlat(first, inArray);
            return true;
        }
        if (others > 0) {
            return false;
        }
        if (bodies > 1 || times > 1) {
            throw new Unreadable(RejectionReason.DUPLICATE_KEY, "a key stands twice in one object");
        }
        endTimed(first, times == 0 ? -1 : time);
        return true;
    }

    private void endTimed(int first, int time) {
        if (time < 0) {
            out.addReading(Time.NONE, 0, first, out.values());
            return;
        }
        long ts = timeOf(time);
        boolean leads = time == first;
        int from = leads ? first + 1 : first;
        int to = out.values() - (leads ? 0 : 1);
        out.addReading(ts == Iso8601.INVALID ? Time.INVALID : Time.GIVEN, ts, from, to);
    }

    private long timeOf(int value) {
        return switch (out.kind(value)) {
            case NUMBER -> {
                double number = out.number(value);
                yield number == Math.rint(number) && Math.abs(number) <= INTEGER_MAX && out.unit(value) == null
                        ? (long) number
                        : Iso8601.INVALID;
            }
            case TEXT -> out.isoTime(value);
            case TRUTH, ARRAY, UNUSABLE -> Iso8601.INVALID;
        };
    }

    private void flat(int first, boolean inArray) {
        enter();
        do {
            count();
            value(key(key));
        } while (continues('}'));
        depth--;
        endFlat(first, inArray);
    }

    private void endFlat(int first, boolean inArray) {
        if (inArray) {
            throw notTelemetry("an array of readings holds objects of 'ts' and 'values' only");
        }
        refuseDuplicates(first);
        out.addReading(Time.NONE, 0, first, out.values());
    }

    private void members() {
        int first = out.values();
        enter();
        if (!closes('}')) {
            do {
                count();
                value(key(key));
            } while (continues('}'));
        }
        depth--;
        refuseDuplicates(first);
    }

    private void refuseDuplicates(int first) {
        int twice = duplicates.find(out, first, out.values());
        if (twice >= 0) {
            throw new Unreadable(
                    RejectionReason.DUPLICATE_KEY,
                    "a key stands twice in one object, at byte " + (out.rawOffset(twice) - start));
        }
    }

    /** Reads a key and the colon behind it, and says where it began. */
    private int key(Text into) {
        if (peek() != '"') {
            throw malformed("a key is missing");
        }
        int from = at;
        string(into);
        if (peek() != ':') {
            throw malformed("a ':' is missing");
        }
        at++;
        return from;
    }

    private void count() {
        if (++counted > VALUES_MAX) {
            throw tooManyValues();
        }
    }

    private static Unreadable tooManyValues() {
        return new Unreadable(RejectionReason.TOO_MANY_VALUES, "the payload holds more than " + VALUES_MAX + " values");
    }

    /** Reads a value of the key just read. */
    private void value(int rawFrom) {
        byte[] keyBytes = out.bytesOf(key);
        int next = peek();
        out.begin(key, Telemetry.hash(keyBytes, key.offset(), key.length()), rawFrom, at);
        switch (next) {
            case '"' -> text();
            case '[' -> array();
            case '{' -> quantity();
            case 't' -> {
                word(TRUE);
                out.setTruth(true);
            }
            case 'f' -> {
                word(FALSE);
                out.setTruth(false);
            }
            case 'n' -> {
                word(NULL);
                out.setUnusable(RejectionReason.WRONG_SCHEMA, "null is no value; leave the property out");
            }
            default -> keepNumber(number());
        }
        out.endAt(at);
    }

    private void text() {
        string(token);
        if (token.length() > TEXT_MAX) {
            out.setUnusable(RejectionReason.TEXT_TOO_LONG, "the text is longer than " + TEXT_MAX + " bytes");
        } else {
            out.setText(token);
        }
    }

    private void keepNumber(double number) {
        switch (fate) {
            case FINE -> out.setNumber(number);
            case TOO_LARGE ->
                out.setUnusable(RejectionReason.NUMBER_TOO_LARGE, "the number cannot be kept exactly, or not at all");
            case NOT_FINITE -> out.setUnusable(RejectionReason.NOT_FINITE, "NaN and Infinity are no values");
        }
    }

    private void array() {
        int from = out.items();
        RejectionReason refusal = null;
        String detail = "";
        int count = 0;
        enter();
        if (!closes(']')) {
            do {
                count++;
                if (!startsNumber(peek())) {
                    skipValue();
                    refusal = RejectionReason.WRONG_SCHEMA;
                    detail = "an array of values holds numbers only";
                    continue;
                }
                double item = number();
                if (fate != NumberFate.FINE) {
                    refusal = fate == NumberFate.TOO_LARGE
                            ? RejectionReason.NUMBER_TOO_LARGE
                            : RejectionReason.NOT_FINITE;
                    detail = "item " + (count - 1) + " of the array cannot be kept";
                } else if (count <= ARRAY_MAX) {
                    out.addItem(item);
                }
            } while (continues(']'));
        }
        depth--;
        if (refusal == null && count > ARRAY_MAX) {
            refusal = RejectionReason.ARRAY_TOO_LONG;
            detail = "the array has more than " + ARRAY_MAX + " items";
        } else if (refusal == null && count == 0) {
            refusal = RejectionReason.WRONG_SCHEMA;
            detail = "an empty array is no value";
        }
        if (refusal == null) {
            out.setArray(from);
        } else {
            out.dropItems(from);
            out.setUnusable(refusal, detail);
        }
    }

    /** A number with its unit: {@code {"value": 47, "unit": "psi"}}. */
    private void quantity() {
        int values = 0;
        int units = 0;
        boolean foreign = false;
        double number = 0;
        NumberFate numberFate = NumberFate.FINE;
        enter();
        if (!closes('}')) {
            do {
                key(innerKey);
                boolean isValue = out.is(innerKey, VALUE);
                boolean isUnit = out.is(innerKey, UNIT);
                values += isValue ? 1 : 0;
                units += isUnit ? 1 : 0;
                int next = peek();
                if (isValue && startsNumber(next)) {
                    number = number();
                    numberFate = fate;
                } else if (isUnit && next == '"') {
                    string(token);
                } else {
                    skipValue();
                    foreign = true;
                }
            } while (continues('}'));
        }
        depth--;
        if (values > 1 || units > 1) {
            throw new Unreadable(RejectionReason.DUPLICATE_KEY, "a key stands twice in one object");
        }
        if (foreign || values != 1 || units != 1) {
            out.setUnusable(
                    RejectionReason.WRONG_SCHEMA, "an object as a value is {\"value\": a number, \"unit\": a text}");
            return;
        }
        fate = numberFate;
        keepNumber(number);
        if (fate == NumberFate.FINE) {
            out.setUnit(token);
        }
    }

    // ---- tokens ----

    private static boolean startsNumber(int c) {
        return c == '-' || (c >= '0' && c <= '9') || c == 'N' || c == 'I';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private int here() {
        return at < end ? bytes[at] : -1;
    }

    /** Reads a number, and says in {@link #fate} what it is good for. */
    private double number() {
        fate = NumberFate.FINE;
        boolean negative = here() == '-';
        if (negative) {
            at++;
        }
        int from = at;
        if (here() == 'I' || (here() == 'N' && !negative)) {
            word(here() == 'I' ? INFINITY : NAN);
            fate = NumberFate.NOT_FINITE;
            return 0;
        }
        if (!isDigit(here())) {
            throw malformed("a value is missing");
        }
        long digits = 0;
        int significant = 0;
        int power = 0;
        while (isDigit(here())) {
            if (significant < 19) {
                digits = digits * 10 + bytes[at] - '0';
                significant += digits == 0 ? 0 : 1;
            } else {
                significant++;
                power++;
            }
            at++;
        }
        if (bytes[from] == '0' && at - from > 1) {
            throw malformed("a number begins with 0");
        }
        boolean integer = here() != '.' && here() != 'e' && here() != 'E';
        if (here() == '.') {
            at++;
            int fractionFrom = at;
            while (isDigit(here())) {
                if (significant < 19) {
                    digits = digits * 10 + bytes[at] - '0';
                    significant += digits == 0 ? 0 : 1;
                    power--;
                } else {
                    significant++;
                }
                at++;
            }
            if (at == fractionFrom) {
                throw malformed("a digit is missing");
            }
        }
        if (here() == 'e' || here() == 'E') {
            at++;
            power += exponent();
        }
        double magnitude = significant > 19 ? Double.NaN : Decimal.toDouble(digits, power);
        if (Double.isNaN(magnitude)) {
            magnitude = Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
        }
        if (Double.isInfinite(magnitude) || (integer && magnitude > INTEGER_MAX) || (integer && digits > 1L << 53)) {
            fate = NumberFate.TOO_LARGE;
        }
        return negative && magnitude != 0 ? -magnitude : magnitude;
    }

    private int exponent() {
        boolean negative = here() == '-';
        if (negative || here() == '+') {
            at++;
        }
        int from = at;
        int exponent = 0;
        while (isDigit(here())) {
            exponent = Math.min(exponent * 10 + bytes[at] - '0', 100_000_000);
            at++;
        }
        if (at == from) {
            throw malformed("a digit is missing");
        }
        return negative ? -exponent : exponent;
    }

    /** Reads a string and says where its characters stand. */
    private void string(Text into) {
        int from = ++at;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"') {
                into.set(from, at - from, false);
                at++;
                return;
            }
            if (b == '\\') {
                escapedString(from, into);
                return;
            }
            refuseControl(b);
            at++;
        }
        throw malformed("a text has no end");
    }

    private void refuseControl(byte b) {
        if (b >= 0 && b < 0x20) {
            throw malformed("a control character stands in a text");
        }
    }

    private void escapedString(int from, Text into) {
        int unescapedFrom = out.unescapedLength();
        for (int i = from; i < at; i++) {
            out.unescape(bytes[i]);
        }
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                into.set(unescapedFrom, out.unescapedLength() - unescapedFrom, true);
                return;
            }
            if (b == '\\') {
                escape();
            } else {
                refuseControl(b);
                out.unescape(b);
            }
        }
        throw malformed("a text has no end");
    }

    private void escape() {
        int c = here();
        at++;
        switch (c) {
            case '"', '\\', '/' -> out.unescape(c);
            case 'b' -> out.unescape('\b');
            case 'f' -> out.unescape('\f');
            case 'n' -> out.unescape('\n');
            case 'r' -> out.unescape('\r');
            case 't' -> out.unescape('\t');
            case 'u' -> unescapeCodePoint();
            default -> throw malformed("an escape that JSON does not know");
        }
    }

    private void unescapeCodePoint() {
        int c = hex4();
        if (Character.isSurrogate((char) c)) {
            boolean paired =
                    Character.isHighSurrogate((char) c) && end - at >= 6 && bytes[at] == '\\' && bytes[at + 1] == 'u';
            if (!paired) {
                throw malformed("half a surrogate pair");
            }
            at += 2;
            int low = hex4();
            if (!Character.isLowSurrogate((char) low)) {
                throw malformed("half a surrogate pair");
            }
            c = Character.toCodePoint((char) c, (char) low);
        }
        if (c < 0x80) {
            out.unescape(c);
        } else if (c < 0x800) {
            out.unescape(0xc0 | (c >> 6));
            out.unescape(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            out.unescape(0xe0 | (c >> 12));
            out.unescape(0x80 | ((c >> 6) & 0x3f));
            out.unescape(0x80 | (c & 0x3f));
        } else {
            out.unescape(0xf0 | (c >> 18));
            out.unescape(0x80 | ((c >> 12) & 0x3f));
            out.unescape(0x80 | ((c >> 6) & 0x3f));
            out.unescape(0x80 | (c & 0x3f));
        }
    }

    private int hex4() {
        int c = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(here(), 16);
            if (digit < 0) {
                throw malformed("\\u without four hexadecimal digits");
            }
            c = (c << 4) | digit;
            at++;
        }
        return c;
    }

    private void word(byte[] word) {
        for (byte b : word) {
            if (here() != b) {
                throw malformed("a word that JSON does not know");
            }
            at++;
        }
    }

    /** Reads over a value of no use to us; its form must be right all the same. */
    private void skipValue() {
        switch (peek()) {
            case '"' -> string(innerKey);
            case '[' -> {
                enter();
                if (!closes(']')) {
                    do {
                        skipValue();
                    } while (continues(']'));
                }
                depth--;
            }
            case '{' -> {
                enter();
                if (!closes('}')) {
                    do {
                        key(innerKey);
                        skipValue();
                    } while (continues('}'));
                }
                depth--;
            }
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            default -> number();
        }
    }

    private void enter() {
        if (++depth > DEPTH_MAX) {
            throw new Unreadable(
                    RejectionReason.TOO_DEEP, "the payload is nested deeper than " + DEPTH_MAX + " levels");
        }
        at++;
    }

    /** Whether the object or array just entered ends at once; then its end is read. */
    private boolean closes(char close) {
        if (peek() == close) {
            at++;
            return true;
        }
        return false;
    }

    /** Whether another item follows; otherwise the end is read. */
    private boolean continues(char close) {
        int c = peek();
        at++;
        if (c == close) {
            return false;
        }
        if (c != ',') {
            at--;
            throw malformed("',' or '" + close + "' is missing");
        }
        return true;
    }

    /** The next byte that is no space. */
    private int peek() {
        skipSpace();
        if (at == end) {
            throw malformed("it ends too early");
        }
        return bytes[at];
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private Unreadable malformed(String what) {
        return new Unreadable(RejectionReason.MALFORMED_JSON, "not JSON: " + what + ", at byte " + (at - start));
    }

    private static Unreadable notTelemetry(String what) {
        return new Unreadable(RejectionReason.NOT_TELEMETRY, what);
    }
}
