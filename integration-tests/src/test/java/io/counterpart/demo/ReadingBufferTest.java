package io.counterpart.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ReadingBufferTest {
    private final ReadingBuffer buffer = new ReadingBuffer(2);
    private final String first = "1";
    private final String second = "2";
    private final String third = "3";

    @Test
    void theOldestStaysUntilItIsRemoved() throws InterruptedException {
        buffer.add(first);
        buffer.add(second);

        assertEquals(first, buffer.awaitOldest().payload());
        assertEquals(first, buffer.awaitOldest().payload());
        buffer.remove(buffer.awaitOldest());
        assertEquals(second, buffer.awaitOldest().payload());
    }

    @Test
    void whenItIsFullTheOldestMakesRoomAndIsCounted() throws InterruptedException {
        buffer.add(first);
        buffer.add(second);
        buffer.add(third);

        assertEquals(second, buffer.awaitOldest().payload());
        assertEquals(2, buffer.size());
        assertEquals(1, buffer.dropped());
    }

    @Test
    void removingAReadingThatMadeRoomLeavesTheOthers() throws InterruptedException {
        buffer.add(first);
        ReadingBuffer.Entry underWay = buffer.awaitOldest();
        buffer.add(second);
        buffer.add(third);

        buffer.remove(underWay);

        assertEquals(second, buffer.awaitOldest().payload());
    }
}
