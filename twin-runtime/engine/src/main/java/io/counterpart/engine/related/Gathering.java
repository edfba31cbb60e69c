package io.counterpart.engine.related;

import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Input.ToldValue;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.Signal.Aggregate;
import io.counterpart.engine.quality.Finding;
import io.counterpart.engine.unit.Conversions;
import org.jspecify.annotations.Nullable;

/** Makes one number of related twins' values, which come in the order of the twins' names: so the same values give the same bits. */
final class Gathering {

    private final Signal.Related declared;
    private final @Nullable String unit;
    private final Conversions conversions;

    private long ts = Links.NEVER;
    private int hops;
    private int twins;
    private int used;
    private int quality = Finding.FULL_QUALITY;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** @param unit of the property that it makes */
    Gathering(Signal.Related declared, @Nullable String unit, Conversions conversions) {
        this.declared = declared;
        this.unit = unit;
        this.conversions = conversions;
    }

    /** Takes what the next twin told, null where it has told nothing. */
    void next(@Nullable ToldValue told) {
        twins++;
        hops = Math.max(hops, 1);
        if (told == null) {
            return;
        }
        hops = Math.max(hops, told.hops() + 1);
        double value = inOurUnit(told);
        if (!Double.isFinite(value) || told.quality() < declared.minQuality()) {
            return;
        }
        used++;
        ts = Math.max(ts, told.ts());
        quality = Math.min(quality, told.quality());
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** A property without a unit fits everything; one of another quantity is none. */
    private double inOurUnit(ToldValue told) {
        Double value = told.value();
        String theirs = told.unit();
        if (value == null) {
            return Double.NaN;
        }
        if (declared.statistic() == Aggregate.COUNT || unit == null || theirs == null || theirs.equals(unit)) {
            return value;
        }
        return conversions
                .between(theirs, unit)
                .map(conversion -> conversion.apply(value))
                .orElse(Double.NaN);
    }

    Gathered gathered() {
        int atMost = Math.min(hops, Input.HOPS_MAX + 1);
        double value = atMost > Input.HOPS_MAX ? Double.NaN : value();
        boolean isValue = Double.isFinite(value);
        return new Gathered(isValue ? value : Double.NaN, ts, isValue ? quality : 0, atMost, twins, used);
    }

    private double value() {
        Aggregate statistic = declared.statistic();
        if (used == 0 && statistic != Aggregate.COUNT) {
            return Double.NaN;
        }
        return switch (statistic) {
            case null -> twins == 1 ? sum : Double.NaN;
            case SUM -> sum;
            case MEAN -> sum / used;
            case MIN -> min;
            case MAX -> max;
            case COUNT -> used;
        };
    }
}
