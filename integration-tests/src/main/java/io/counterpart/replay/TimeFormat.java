package io.counterpart.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.OptionalLong;

/** A way of writing times that a CSV file may use. */
enum TimeFormat {
    WITH_ZONE("date and time with a zone") {
        @Override
        OptionalLong millis(String text) {
            return calendar(text) instanceof OffsetDateTime time
                    ? OptionalLong.of(time.toInstant().toEpochMilli())
                    : OptionalLong.empty();
        }
    },
    WITHOUT_ZONE("date and time without a zone, taken as UTC") {
        @Override
        OptionalLong millis(String text) {
            return calendar(text) instanceof LocalDateTime time
                    ? OptionalLong.of(time.toInstant(ZoneOffset.UTC).toEpochMilli())
                    : OptionalLong.empty();
        }
    },
    EPOCH_MILLIS("milliseconds since 1970") {
        @Override
        OptionalLong millis(String text) {
            return epoch(text, 0);
        }
    },
    EPOCH_SECONDS("seconds since 1970") {
        @Override
        OptionalLong millis(String text) {
            return epoch(text, 3);
        }
    };

    /** Numbers outside of these years are no times, but measurements. */
    private static final long EARLIEST = Instant.parse("1980-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private static final DateTimeFormatter CALENDAR = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT);

    private final String words;

    TimeFormat(String words) {
        this.words = words;
    }

    /** What the person at the keyboard is told. */
    String words() {
        return words;
    }

    /** The time this text says, in epoch milliseconds; empty when it says none in this format. */
    abstract OptionalLong millis(String text);

    private static Object calendar(String text) {
        try {
            TemporalAccessor time = CALENDAR.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time;
        } catch (DateTimeException notATime) {
            return text;
        }
    }

    private static OptionalLong epoch(String text, int shift) {
        if (!Cell.isNumber(text) || text.length() > 24) {
            return OptionalLong.empty();
        }
        BigDecimal millis = new BigDecimal(text).movePointRight(shift);
        if (millis.compareTo(BigDecimal.valueOf(EARLIEST)) < 0 || millis.compareTo(BigDecimal.valueOf(LATEST)) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(millis.longValue());
    }
}
