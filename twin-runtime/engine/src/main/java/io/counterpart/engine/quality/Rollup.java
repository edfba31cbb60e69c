package io.counterpart.engine.quality;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input.ToldSignals;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The quality of many signals in one: of a component, or of a twin, which is that of all its components' signals, of the twins' that it
 * is made of, and its own together. Every signal counts the same, wherever it stands. A signal without rules is not judged and is not added.
 */
public final class Rollup {

    /** So many have no sense, and come of parts that are parts of one another's parts many times over: the sum is to stay one. */
    private static final long SIGNALS_MAX = 1L << 50;

    private long signals;
    private long sum;
    private int worstQuality = Finding.FULL_QUALITY;
    private @Nullable PropertyName worst;

    /** Whose signal that is, null for the twin's own. */
    private @Nullable TwinId worstTwin;

    /** @param quality 0 to 100 */
    public void add(PropertyName signal, int quality) {
        if (quality < 0 || quality > Finding.FULL_QUALITY) {
            throw new IllegalArgumentException("a quality is from 0 to 100, and not " + quality);
        }
        signals++;
        sum += quality;
        compare(null, signal, quality);
    }

    /** Adds all signals of a part. */
    public void add(Rollup part) {
        signals += part.signals;
        sum += part.sum;
        if (part.worst != null) {
            compare(part.worstTwin, part.worst, part.worstQuality);
        }
    }

    /** Adds all signals of another twin that this one is made of; those that are of several parts count for each. */
    public void add(ToldSignals part) {
        if (signals + part.judged() > SIGNALS_MAX) {
            return;
        }
        signals += part.judged();
        sum += part.sum();
        if (part.worstTwin() != null && part.worstProperty() != null) {
            compare(part.worstTwin(), part.worstProperty(), part.worst());
        }
    }

    private void compare(@Nullable TwinId twin, PropertyName signal, int quality) {
        boolean isWorse = quality < worstQuality
                || (quality == worstQuality && worst != null && isBefore(twin, signal, worstTwin, worst));
        if (isWorse) {
            worst = signal;
            worstTwin = twin;
            worstQuality = quality;
        }
    }

    /** A twin's own come before those of its parts. */
    private static boolean isBefore(
            @Nullable TwinId twin, PropertyName signal, @Nullable TwinId otherTwin, PropertyName otherSignal) {
        if (Objects.equals(twin, otherTwin)) {
            return signal.compareTo(otherSignal) < 0;
        }
        return twin == null || (otherTwin != null && twin.compareTo(otherTwin) < 0);
    }

    /**
     * All of it, for a twin that this one is a part of; null where no signal was judged.
     *
     * @param twin whose it is
     * @param hops through how many twins it came
     */
    public @Nullable ToldSignals told(TwinId twin, int hops) {
        return signals == 0
                ? null
                : new ToldSignals(
                        signals,
                        sum,
                        worstQuality,
                        worst == null ? null : worstTwin == null ? twin : worstTwin,
                        worst,
                        hops);
    }

    /**
     * The mean, rounded down, so that 100 means that nothing was found anywhere. Nothing where no signal was judged: that is neither
     * good nor bad.
     */
    public OptionalInt quality() {
        return signals == 0 ? OptionalInt.empty() : OptionalInt.of((int) (sum / signals));
    }

    /** The signal of the lowest quality, of equals the first by name; null where nothing was found anywhere. */
    public @Nullable PropertyName worst() {
        return worst;
    }

    /** The part whose signal that is, null where it is the twin's own. */
    public @Nullable TwinId worstTwin() {
        return worstTwin;
    }

    /** The quality of {@link #worst()}, 100 where there is none. */
    public int worstQuality() {
        return worstQuality;
    }
}
