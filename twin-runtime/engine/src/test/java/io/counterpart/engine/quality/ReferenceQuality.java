package io.counterpart.engine.quality;

import io.counterpart.contracts.twin.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The obvious way: it keeps every value, and judges each by all that came before. */
final class ReferenceQuality {

    private record Judged(long ts, double value, Set<Finding> found) {

        boolean isBelieved() {
            return !found.contains(Finding.RANGE) && !found.contains(Finding.SPIKE);
        }
    }

    private final Signal.Quality declared;
    private final List<Judged> values = new ArrayList<>();
    /** What a spike is compared with, since the last gap or step. */
    private List<Double> surroundings = new ArrayList<>();

    private List<Double> setAside = new ArrayList<>();
    private long heardAt;
    private boolean inGap;

    ReferenceQuality(Signal.Quality declared) {
        this.declared = declared;
    }

    /** What holds at the next value. */
    Set<Finding> judge(long ts, double value, long knownAt) {
        Set<Finding> found = EnumSet.noneOf(Finding.class);
        if (isAfterGap(ts)) {
            surroundings = new ArrayList<>();
            setAside = new ArrayList<>();
        }
        if (isOutOfRange(value)) {
            found.add(Finding.RANGE);
        } else {
            if (declared.spike() != null && isSpike(value, declared.spike())) {
                found.add(Finding.SPIKE);
            }
            if (declared.ratePerSecond() != null && isTooFast(ts, value, declared.ratePerSecond())) {
                found.add(Finding.RATE);
            }
        }
        values.add(new Judged(ts, value, found));
        if (declared.stuckAfter() != null && isStuck(declared.stuckAfter())) {
            found.add(Finding.STUCK);
        }
        heardAt = Math.max(heardAt, knownAt);
        inGap = false;
        return found;
    }

    /** Whether a gap lies between the last value and one at this time. */
    boolean isAfterGap(long ts) {
        Long gap = declared.gapAfterMs();
        return gap != null && !values.isEmpty() && ts - values.getLast().ts > gap;
    }

    /** Whether a gap is found at this known time that was not before. */
    boolean gap(long knownAt) {
        Long gap = declared.gapAfterMs();
        boolean found = gap != null && !values.isEmpty() && !inGap && knownAt - heardAt >= gap;
        inGap |= found;
        return found;
    }

    private boolean isOutOfRange(double value) {
        return Double.isNaN(value)
                || Double.isInfinite(value)
                || (declared.min() != null && value < declared.min())
                || (declared.max() != null && value > declared.max());
    }

    private boolean isTooFast(long ts, double value, double limit) {
        List<Judged> believed = values.stream().filter(Judged::isBelieved).toList();
        if (believed.isEmpty() || believed.getLast().ts == ts) {
            return false;
        }
        double seconds = (ts - believed.getLast().ts) / 1_000.0;
        return Math.abs((value - believed.getLast().value) / seconds) > limit;
    }

    private boolean isStuck(int after) {
        if (values.size() < after) {
            return false;
        }
        return values.subList(values.size() - after, values.size()).stream()
                        .map(judged -> Double.doubleToRawLongBits(judged.value))
                        .distinct()
                        .count()
                == 1;
    }

    private boolean isSpike(double value, double limit) {
        if (!isFar(value, limit)) {
            surroundings.add(value);
            setAside = new ArrayList<>();
            return false;
        }
        setAside.add(value);
        if (setAside.size() == 3) {
            surroundings = setAside;
            setAside = new ArrayList<>();
        }
        return isFar(value, limit);
    }

    private boolean isFar(double value, double limit) {
        int size = surroundings.size();
        if (size < 3) {
            return false;
        }
        List<Double> last = new ArrayList<>(surroundings.subList(size < 5 ? size - 3 : size - 5, size));
        Collections.sort(last);
        return Math.abs(value - last.get(last.size() / 2)) > limit;
    }
}
