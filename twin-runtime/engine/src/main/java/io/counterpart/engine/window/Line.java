package io.counterpart.engine.window;

/** Linear interpolation that rounding never leads beyond its ends, nor size beyond the largest double. */
final class Line {

    private Line() {}

    /**
     * From one value to another.
     *
     * @param fraction how far, from 0 up to, and without, 1
     */
    static double between(double from, double to, double fraction) {
        double rise = to - from;
        return Double.isInfinite(rise) ? from * (1 - fraction) + to * fraction : from + fraction * rise;
    }
}
