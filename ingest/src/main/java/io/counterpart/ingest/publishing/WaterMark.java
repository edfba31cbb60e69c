package io.counterpart.ingest.publishing;

/** A bound with memory: full when it reaches its capacity, and from then on until half of it is free. */
final class WaterMark {

    private final long capacity;
    private long level;
    private boolean full;

    WaterMark(long capacity) {
        this.capacity = capacity;
    }

    /** Raises the level; true when that made it full. */
    boolean rise(long amount) {
        level += amount;
        boolean now = !full && level >= capacity;
        full |= now;
        return now;
    }

    /** Lowers the level; true when that ended its being full. */
    boolean fall(long amount) {
        level -= amount;
        boolean now = full && level <= capacity / 2;
        full &= !now;
        return now;
    }

    boolean isFull() {
        return full;
    }

    long level() {
        return level;
    }
}
