package io.counterpart.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Readings that the platform has not acknowledged yet, oldest first. When it is full the oldest makes room: a device that was away
 * for long has its last hour, not its first.
 */
final class ReadingBuffer {
    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long added;
    private long dropped;

    /**
     * @param number which reading of this buffer it is
     * @param payload what is sent
     */
    record Entry(long number, String payload) {}

    ReadingBuffer(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(String payload) {
        if (entries.size() == capacity) {
            entries.removeFirst();
            dropped++;
        }
        entries.addLast(new Entry(added++, payload));
        notifyAll();
    }

    /** The oldest, which stays until it is {@linkplain #remove removed}. Waits while there is none. */
    synchronized Entry awaitOldest() throws InterruptedException {
        while (entries.isEmpty()) {
            wait();
        }
        return entries.getFirst();
    }

    /** Forgets this reading, unless it has made room for another already. */
    synchronized void remove(Entry entry) {
        if (!entries.isEmpty() && entries.getFirst().number() == entry.number()) {
            entries.removeFirst();
        }
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized long dropped() {
        return dropped;
    }
}
