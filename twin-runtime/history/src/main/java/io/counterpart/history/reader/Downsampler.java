package io.counterpart.history.reader;

import io.counterpart.contracts.twin.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * As much of a series as a screen can show: all of it while that is no more than asked for, then the smallest, largest and last
 * value of each of a fixed number of stretches of time. Holds a bounded number of points however many it takes.
 */
final class Downsampler {

    private static final Comparator<Point> BY_TIME = Comparator.comparingLong(Point::ts);

    private final long fromMs;
    private final long stretchMs;
    private final int points;
    private List<Point> all = new ArrayList<>();
    private Stretch @Nullable [] stretches;

    /**
     * @param fromMs where the first stretch begins
     * @param toMs where the last one ends
     * @param points how many points it may come to
     * @param numeric whether values have a smallest and a largest; else the last alone stands for its stretch
     */
    Downsampler(long fromMs, long toMs, int points, boolean numeric) {
        int count = numeric ? Math.max(1, points / 3) : points;
        this.fromMs = fromMs;
        this.stretchMs = Math.max(1, Math.ceilDiv(toMs - fromMs, count));
        this.points = numeric ? Math.max(3, points) : points;
    }

    /** Takes the next point, later than all before. */
    void accept(Point point) {
        if (stretches != null) {
            put(stretches, point);
        } else if (all.size() < points) {
            all.add(point);
        } else {
            Stretch[] fresh = new Stretch[points];
            for (Point earlier : all) {
                put(fresh, earlier);
            }
            put(fresh, point);
            stretches = fresh;
            all = List.of();
        }
    }

    private void put(Stretch[] into, Point point) {
        int i = (int) ((point.ts() - fromMs) / stretchMs);
        Stretch stretch = into[i];
        if (stretch == null) {
            into[i] = new Stretch(point);
        } else {
            stretch.accept(point);
        }
    }

    List<Point> points() {
        if (stretches == null) {
            return all;
        }
        List<Point> shown = new ArrayList<>();
        for (Stretch stretch : stretches) {
            if (stretch != null) {
                shown.addAll(stretch.points());
            }
        }
        return shown;
    }

    private static final class Stretch {

        private Point smallest;
        private Point largest;
        private Point last;

        Stretch(Point first) {
            smallest = first;
            largest = first;
            last = first;
        }

        void accept(Point point) {
            if (size(point) < size(smallest)) {
                smallest = point;
            }
            if (size(point) > size(largest)) {
                largest = point;
            }
            last = point;
        }

        List<Point> points() {
            TreeSet<Point> distinct = new TreeSet<>(BY_TIME);
            if (isSized(last)) {
                distinct.add(smallest);
                distinct.add(largest);
            }
            distinct.add(last);
            return List.copyOf(distinct);
        }

        private static boolean isSized(Point point) {
            return switch (point.value()) {
                case Value.Numeric numeric -> true;
                case Value.Truth truth -> true;
                case Value.Text text -> false;
                case Value.Vector vector -> false;
                case Value.Json json -> false;
            };
        }

        private static double size(Point point) {
            return switch (point.value()) {
                case Value.Numeric(double number) -> number;
                case Value.Truth(boolean truth) -> truth ? 1 : 0;
                case Value.Text text -> 0;
                case Value.Vector vector -> 0;
                case Value.Json json -> 0;
            };
        }
    }
}
