package io.counterpart.portal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {

    @Test
    void aTimeIsEpochMillisecondsOrIso8601() {
        assertEquals(1_795_600_617_697L, Moment.fromString("1795600617697").epochMs());
        assertEquals(
                1_795_600_617_697L,
                Moment.fromString("2026-11-25T09:56:57.697Z").epochMs());
        assertEquals(
                1_795_600_617_000L,
                Moment.fromString("2026-11-25T10:56:57+01:00").epochMs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2026-13-99",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "+292278995-01-01T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "99999999999999999999",
                "",
            })
    void whatIsNoneIsRefusedAsAnArgument(String text) {
        assertThrows(IllegalArgumentException.class, () -> Moment.fromString(text));
    }
}
