package io.counterpart.engine.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class Iso8601Properties {

    private static long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Iso8601.parse(bytes, 0, bytes.length);
    }

    @Property
    void whatTheJdkFormatsIsReadBack(
            @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_214_400_000L) long epochMs,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        // Given
        OffsetDateTime time =
                OffsetDateTime.ofInstant(Instant.ofEpochMilli(epochMs), ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        assumeTrue(time.getYear() >= 0 && time.getYear() <= 9999);

        // When
        long parsed = parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));

        // Then
        if (time.getSecond() != 0 || time.getNano() != 0) {
            assertEquals(epochMs, parsed);
        }
    }

    @Property
    void aDayThatTheCalendarLacksIsNoTime(
            @ForAll @IntRange(min = 1, max = 9999) int year,
            @ForAll @IntRange(min = 0, max = 13) int month,
            @ForAll @IntRange(min = 0, max = 32) int day) {
        // Given
        long expected;
        try {
            expected = OffsetDateTime.of(year, month, day, 12, 0, 0, 0, ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            expected = Iso8601.INVALID;
        }

        // When
        long parsed = parse("%04d-%02d-%02dT12:00:00Z".formatted(year, month, day));

        // Then
        assertEquals(expected, parsed);
    }

    @Example
    void aTimeWithoutZoneOrInAnotherFormIsNone() {
        for (String text : new String[] {
            "2026-11-22T17:19:07",
            "2026-11-22",
            "2026-11-22T17:19Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T23:59:60Z",
            "2026-11-22 17:19:07Z",
            "2026-11-22T17:19:07Zx",
            "2026-11-22T17:19:07.Z",
            "2026-11-22T17:19:07+19:00",
            "22.11.2026 17:19",
            "",
            "now"
        }) {
            assertEquals(Iso8601.INVALID, parse(text), text);
        }
    }

    @Example
    void fractionsAreCutToMillisecondsAndZonesMayBeShort() {
        long expected = Instant.parse("2026-11-22T16:19:07.250Z").toEpochMilli();
        for (String text : new String[] {
            "2026-11-22T17:19:07.250999999+01:00",
            "2026-11-22T17:19:07.25+0100",
            "2026-11-22T17:19:07.250+01",
            "2026-11-22t16:19:07,25z"
        }) {
            assertEquals(expected, parse(text), text);
        }
    }
}
