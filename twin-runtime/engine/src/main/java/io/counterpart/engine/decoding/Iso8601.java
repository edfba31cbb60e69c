package io.counterpart.engine.decoding;

/**
 * An instant as RFC 3339 writes it, {@code 2026-11-22T17:19:07.250+01:00}: date, time, zone. A time without a zone is none: whose
 * midnight it means cannot be known.
 */
final class Iso8601 {

    /** No instant. */
    static final long INVALID = Long.MIN_VALUE;

    private static final int MINUTE_MS = 60_000;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Iso8601(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        at = from;
        end = to;
    }

    /** Epoch milliseconds, finer fractions cut off; {@link #INVALID} where the text is no instant. */
    static long parse(byte[] bytes, int from, int length) {
        return new Iso8601(bytes, from, from + length).instant();
    }

    private long instant() {
        int year = digits(4);
        int month = take('-') ? digits(2) : -1;
        int day = take('-') ? digits(2) : -1;
        int hour = take('T') || take('t') ? digits(2) : -1;
        int minute = take(':') ? digits(2) : -1;
        int second = take(':') ? digits(2) : -1;
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return INVALID;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return INVALID;
        }
        int millis = fraction();
        int offset = zoneMinutes();
        if (millis < 0 || offset == Integer.MIN_VALUE || at != end) {
            return INVALID;
        }
        long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - offset;
        return minutes * MINUTE_MS + second * 1000L + millis;
    }

    /** The milliseconds of an optional fraction of up to nine digits, -1 where it is none. */
    private int fraction() {
        if (!take('.') && !take(',')) {
            return 0;
        }
        int from = at;
        int millis = 0;
        int weight = 100;
        while (at < end && isDigit(bytes[at])) {
            millis += weight * (bytes[at] - '0');
            weight /= 10;
            at++;
        }
        return at == from || at - from > 9 ? -1 : millis;
    }

    /** Minutes east of UTC, the smallest int where there is no zone. */
    private int zoneMinutes() {
        if (take('Z') || take('z')) {
            return 0;
        }
        boolean east = take('+');
        if (!east && !take('-')) {
            return Integer.MIN_VALUE;
        }
        int hours = digits(2);
        int minutes = at == end ? 0 : minutesOfZone();
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (east ? 1 : -1) * (hours * 60 + minutes);
    }

    private int minutesOfZone() {
        take(':');
        return digits(2);
    }

    private boolean take(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /** The number that exactly so many digits make, -1 where they do not stand here. */
    private int digits(int count) {
        if (end - at < count) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < count; i++) {
            if (!isDigit(bytes[at + i])) {
                return -1;
            }
            number = number * 10 + bytes[at + i] - '0';
        }
        at += count;
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March. */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
