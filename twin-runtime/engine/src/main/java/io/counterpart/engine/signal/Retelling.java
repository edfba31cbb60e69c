package io.counterpart.engine.signal;

import io.counterpart.engine.quality.Finding;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * What history was told of the readings of a window, what is right now that another one stands among them, and so what it is to be
 * told. A row of history is never erased: of a quality that does not hold any more it is told the best one, of a filter's output the one
 * that stands, and of a value that is made of others, and is none any more, the quality 0.
 */
final class Retelling {

    private record Place(long ts, int slot) {}

    private static final Comparator<Place> IN_TIME =
            Comparator.comparingLong(Place::ts).thenComparingInt(Place::slot);
    private static final double NO_VALUE = 0;

    private final SignalPlan plan;
    private final Map<Place, Double> before = new TreeMap<>(IN_TIME);
    private final Map<Place, Double> now = new TreeMap<>(IN_TIME);
    private final Map<Place, Double> unmoved = new TreeMap<>(IN_TIME);

    Retelling(SignalPlan plan) {
        this.plan = plan;
    }

    /** Adds what was told; what was told later of the same place counts. */
    void wasTold(Outcome told) {
        put(told, before);
    }

    /** Adds what is right and was not told, after all that was. */
    void isNew(Outcome right) {
        isRight(right);
        for (int i = 0; i < right.size(); i++) {
            before.put(new Place(right.ts(i), right.slot(i)), Double.NaN);
        }
    }

    /** Adds what is right. */
    void isRight(Outcome right) {
        put(right, now);
        if (right.unmoved() != null) {
            put(right.unmoved(), unmoved);
        }
    }

    private static void put(Outcome from, Map<Place, Double> to) {
        for (int i = 0; i < from.size(); i++) {
            to.put(new Place(from.ts(i), from.slot(i)), from.value(i));
        }
    }

    /**
     * Tells what is new or another, in order of time.
     *
     * @param leftOver what history was told and no reading comes to any more; it is brought up to date
     */
    void tell(Outcome outcome, Outcome leftOver) {
        before.keySet().forEach(place -> leave(place, leftOver));
        for (int i = leftOver.size() - 1; i >= 0; i--) {
            Place place = new Place(leftOver.ts(i), leftOver.slot(i));
            if (isBack(place)) {
                leftOver.remove(i);
            } else {
                double value = plan.judgedIn(place.slot()) >= 0 ? NO_VALUE : unmoved.getOrDefault(place, Double.NaN);
                leftOver.set(place.ts(), place.slot(), value);
            }
        }
        isRight(leftOver);
        before.keySet().stream()
                .filter(place -> plan.judgedIn(place.slot()) >= 0)
                .forEach(place -> now.putIfAbsent(place, (double) Finding.FULL_QUALITY));
        now.forEach((place, value) -> {
            double known = before.getOrDefault(place, untold(place));
            boolean isKnown = Double.doubleToRawLongBits(known) == Double.doubleToRawLongBits(value);
            if (!isKnown && Double.isFinite(value)) {
                outcome.add(place.ts(), place.slot(), value);
            }
        });
    }

    private void leave(Place place, Outcome leftOver) {
        int made = plan.madeIn(place.slot());
        if (made >= 0 && !now.containsKey(place)) {
            leftOver.set(place.ts(), plan.property(made).qualitySlot(), NO_VALUE);
        } else if (plan.filteredIn(place.slot()) >= 0 && !now.containsKey(place)) {
            leftOver.set(place.ts(), place.slot(), Double.NaN);
        }
    }

    private boolean isBack(Place place) {
        int judged = plan.judgedIn(place.slot());
        int slot = judged < 0 ? place.slot() : plan.property(judged).slot();
        return now.containsKey(new Place(place.ts(), slot));
    }

    /** What stands in history where nothing was told. */
    private double untold(Place place) {
        return plan.judgedIn(place.slot()) >= 0 ? Finding.FULL_QUALITY : Double.NaN;
    }
}
