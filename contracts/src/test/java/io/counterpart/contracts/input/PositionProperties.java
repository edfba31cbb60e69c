package io.counterpart.contracts.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PositionProperties {

    private static final long INDEX_MAX = (1L << 43) - 1;

    @Property
    void itsPartsComeBack(
            @ForAll @IntRange(min = 0, max = 255) int epoch,
            @ForAll @LongRange(min = 0, max = INDEX_MAX) long index,
            @ForAll @IntRange(min = 0, max = Position.ENTRIES_MAX - 1) int entry) {
        long position = Position.of(epoch, index, entry);

        assertTrue(position > Position.NONE);
        assertEquals(epoch, Position.epoch(position));
        assertEquals(index, Position.index(position));
        assertEquals(entry, Position.entry(position));
    }

    @Property
    void itGrowsWithTheLog(
            @ForAll @LongRange(min = 0, max = INDEX_MAX - 1) long index,
            @ForAll @IntRange(min = 0, max = Position.ENTRIES_MAX - 1) int entry) {
        assertTrue(Position.of(0, index + 1, 0) > Position.of(0, index, entry));
        assertTrue(Position.of(1, 0, 0) > Position.of(0, index, entry));
    }
}
