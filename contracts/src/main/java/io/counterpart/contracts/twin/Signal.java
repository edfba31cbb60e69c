package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.json.ContractJson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a type declares of a numeric property beyond DTDL: where its value comes from, how far it is believed, and what is made of
 * it. Each part is null where the type does not speak of it. Times are milliseconds; numbers are in the property's unit.
 *
 * @param source how the device's number becomes the property's
 * @param quality by what its values are judged
 * @param filter what is done to its values for those who use them
 * @param window of which other property it is a statistic: then no device may send it
 * @param align of which other property it is the value at the instants of a grid: then no device may send it
 * @param derive of which other properties it is a function, and which: then no device may send it
 * @param related of which property of related twins it is made, and how: then no device may send it
 */
public record Signal(
        @Nullable Source source,
        @Nullable Quality quality,
        @Nullable Filter filter,
        @Nullable Window window,
        @Nullable Align align,
        @Nullable Derivation derive,
        @Nullable Related related) {

    /** A signal that is made of no other twin's. */
    public Signal(
            @Nullable Source source,
            @Nullable Quality quality,
            @Nullable Filter filter,
            @Nullable Window window,
            @Nullable Align align,
            @Nullable Derivation derive) {
        this(source, quality, filter, window, align, derive, null);
    }

    /** A signal that is no function of others. */
    public Signal(
            @Nullable Source source,
            @Nullable Quality quality,
            @Nullable Filter filter,
            @Nullable Window window,
            @Nullable Align align) {
        this(source, quality, filter, window, align, null);
    }

    /** Nothing declared. */
    public static final Signal NONE = new Signal(null, null, null, null, null);

    /** Its bytes where it is kept. */
    public static final ContractJson<Signal> JSON = ContractJson.of(Signal.class);

    /** The same of a component's property: what it names is the component's too. */
    public Signal in(String component) {
        Quality judged = quality;
        Window statistic = window;
        Align aligned = align;
        Derivation derived = derive;
        return new Signal(
                source,
                judged == null ? null : judged.in(component),
                filter,
                statistic == null ? null : statistic.in(component),
                aligned == null ? null : aligned.in(component),
                derived == null ? null : new Derivation(derived.expression(), component),
                related);
    }

    /** Whether it is made of another property, its twin's own or another's. */
    @JsonIgnore
    public boolean isComputed() {
        return window != null || align != null || derive != null || related != null;
    }

    private static PropertyName named(String component, PropertyName name) {
        return new PropertyName(component + "." + name);
    }

    /**
     * From a device's number {@code x} to {@code x * scale + offset} in {@code unit}, which is then converted to the property's.
     *
     * @param unit a DTDL unit name or UCUM code; null for the property's own
     */
    public record Source(@Nullable String unit, double scale, double offset) {
        public Source {
            if (!Double.isFinite(scale) || scale == 0 || !Double.isFinite(offset)) {
                throw new IllegalArgumentException("a scale is a number other than 0, an offset a number");
            }
        }
    }

    /**
     * By what a signal's values are judged. A rule that is null is not applied.
     *
     * @param min the lowest believable value
     * @param max the highest
     * @param ratePerSecond how fast it can change at most
     * @param periodMs how often a value is due
     * @param gapMs after how long without a value there is a gap; null for twice the period
     * @param stuckAfter how many equal values in a row mean that the sensor is stuck
     * @param spike how far a single value may leave its surroundings; null for no rule
     * @param reference another property of the twin that should say the same
     * @param drift how far it may part from its reference, beyond where it was from the start
     * @param skewMs how far a device's own time may be from the platform's
     */
    public record Quality(
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Double ratePerSecond,
            @Nullable Long periodMs,
            @Nullable Long gapMs,
            @Nullable Integer stuckAfter,
            @Nullable Double spike,
            @Nullable PropertyName reference,
            @Nullable Double drift,
            @Nullable Long skewMs) {

        private Quality in(String component) {
            PropertyName other = reference;
            return other == null
                    ? this
                    : new Quality(
                            min,
                            max,
                            ratePerSecond,
                            periodMs,
                            gapMs,
                            stuckAfter,
                            spike,
                            named(component, other),
                            drift,
                            skewMs);
        }

        /** After how long without a value there is a gap, null where the type does not say. */
        public @Nullable Long gapAfterMs() {
            return gapMs != null ? gapMs : periodMs == null ? null : Long.valueOf(2 * periodMs);
        }
    }

    /**
     * What is done to values, in this order; null parts are left out.
     *
     * @param median of how many values, an odd number from 3 to 31
     * @param ratePerSecond the output follows its input no faster
     * @param deadband the output moves only when its input has left it by more than this
     */
    public record Filter(
            @Nullable Integer median,
            @Nullable Double ratePerSecond,
            @Nullable Double deadband) {}

    /**
     * A statistic over the newest part of another property.
     *
     * @param of the other property
     * @param lengthMs how long a part, (ts - length, ts]
     * @param statistic which
     * @param minQuality values of a lower quality are left out, 0 to 100
     */
    public record Window(PropertyName of, long lengthMs, Statistic statistic, int minQuality) {
        private Window in(String component) {
            return new Window(named(component, of), lengthMs, statistic, minQuality);
        }
    }

    /**
     * Another property's value at the instants of a grid, so that properties of different rates can stand side by side. The
     * instants are the multiples of the step since 1970-01-01T00:00Z.
     *
     * @param of the other property
     * @param everyMs the grid's step
     * @param method how its value is found at an instant at which none came
     * @param maxGapMs how far apart two values may be for what lies between them to have a value: for {@link Method#PREVIOUS},
     *     how old the value may be
     */
    public record Align(PropertyName of, long everyMs, Method method, long maxGapMs) {
        public Align {
            if (everyMs <= 0 || maxGapMs < 0) {
                throw new IllegalArgumentException("a grid's step is longer than 0 ms, a gap not shorter");
            }
        }

        private Align in(String component) {
            return new Align(named(component, of), everyMs, method, maxGapMs);
        }
    }

    /**
     * A function of other properties, in CEL.
     *
     * @param expression its text
     * @param component whose properties it names, without the component's name; null for the twin's own
     */
    public record Derivation(String expression, @Nullable String component) {}

    /**
     * What is made of a property of the twins that a relationship leads to, of the newest value of each. Its quality is the lowest of
     * those that were used.
     *
     * @param by the relationship's name
     * @param of the property of those twins: a number, or a boolean, which counts as 1 or 0
     * @param statistic what of them; null where the relationship leads to one twin at most: its value
     * @param minQuality values of a lower quality are left out, 0 to 100
     */
    public record Related(
            String by, PropertyName of, @Nullable Aggregate statistic, int minQuality) {

        /** How many twins one relationship may lead to for this, beyond which they are left out. */
        public static final int TWINS_MAX = 1_000;
    }

    /** What is told of the values of related twins. */
    public enum Aggregate {
        SUM,
        MEAN,
        MIN,
        MAX,
        /** How many there are. */
        COUNT;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Aggregate fromJson(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** How a value between two others is found. */
    public enum Method {
        /** On the straight line between its neighbours. */
        LINEAR,
        /** As the one before it. */
        PREVIOUS;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Method fromJson(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What is told of the values of a window. Percentiles are interpolated between ranks (Hyndman and Fan, type 7). */
    public enum Statistic {
        MEAN,
        MIN,
        MAX,
        /** Of a sample, with n - 1. */
        STDDEV,
        COUNT,
        P5,
        P25,
        P50,
        P75,
        P95,
        P99;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Statistic fromJson(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
