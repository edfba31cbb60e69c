package io.counterpart.engine.quality;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import org.jspecify.annotations.Nullable;

/** What a type declares of a signal, one rule after the other. */
final class Declaration {

    private @Nullable Double min;
    private @Nullable Double max;
    private @Nullable Double ratePerSecond;
    private @Nullable Long periodMs;
    private @Nullable Long gapMs;
    private @Nullable Integer stuckAfter;
    private @Nullable Double spike;
    private @Nullable PropertyName reference;
    private @Nullable Double drift;
    private @Nullable Long skewMs;

    Signal.Quality declared() {
        return new Signal.Quality(
                min, max, ratePerSecond, periodMs, gapMs, stuckAfter, spike, reference, drift, skewMs);
    }

    QualityRules rules() {
        return QualityRules.of(declared());
    }

    SignalQuality signal() {
        return new SignalQuality(rules());
    }

    Declaration range(@Nullable Double lowest, @Nullable Double highest) {
        min = lowest;
        max = highest;
        return this;
    }

    Declaration rate(double limit) {
        ratePerSecond = limit;
        return this;
    }

    Declaration every(@Nullable Long period, @Nullable Long gap) {
        periodMs = period;
        gapMs = gap;
        return this;
    }

    Declaration stuck(int after) {
        stuckAfter = after;
        return this;
    }

    Declaration spike(double limit) {
        spike = limit;
        return this;
    }

    Declaration drift(@Nullable String from, double limit) {
        reference = from == null ? null : new PropertyName(from);
        drift = limit;
        return this;
    }

    Declaration skew(long limit) {
        skewMs = limit;
        return this;
    }
}
