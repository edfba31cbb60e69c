package io.counterpart.engine.window;

/**
 * The smallest or largest of the newest values, at two comparisons a value however many there are: of those that came, only the
 * ones that none after them beats can ever be it, and they stand in order (a monotonic queue). Which these are follows from
 * the values alone.
 */
final class Extreme {

    private final TimedValues candidates = new TimedValues();
    private final int sign;

    private Extreme(int sign) {
        this.sign = sign;
    }

    static Extreme smallest() {
        return new Extreme(1);
    }

    static Extreme largest() {
        return new Extreme(-1);
    }

    /** Takes the newest value. */
    void add(long ts, double value) {
        while (!candidates.isEmpty() && sign * Double.compare(candidates.value(candidates.size() - 1), value) >= 0) {
            candidates.removeLast();
        }
        candidates.addLast(ts, value);
    }

    /** Forgets the oldest value, which came at this time. */
    void removeOldest(long ts) {
        if (candidates.ts(0) == ts) {
            candidates.removeFirst();
        }
    }

    /** The smallest or largest; there must be a value. */
    double value() {
        return candidates.value(0);
    }
}
