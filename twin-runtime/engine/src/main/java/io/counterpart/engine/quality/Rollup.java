package io.counterpart.engine.quality;

import io.counterpart.contracts.identity.PropertyName;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The quality of many signals in one: of a component, or of a twin, which is that of all its components' signals and its own
 * together. Every signal counts the same, wherever it stands. A signal without rules is not judged and is not added.
 */
public final class Rollup {

    private int signals;
    private long sum;
    private int worstQuality = Finding.FULL_QUALITY;
    private @Nullable PropertyName worst;

    /** @param quality 0 to 100 */
    public void add(PropertyName signal, int quality) {
        if (quality < 0 || quality > Finding.FULL_QUALITY) {
            throw new IllegalArgumentException("a quality is from 0 to 100, and not " + quality);
        }
        signals++;
        sum += quality;
        compare(signal, quality);
    }

    /** Adds all signals of a part. */
    public void add(Rollup part) {
        signals += part.signals;
        sum += part.sum;
        if (part.worst != null) {
            compare(part.worst, part.worstQuality);
        }
    }

    private void compare(PropertyName signal, int quality) {
        boolean isWorse =
                quality < worstQuality || (quality == worstQuality && worst != null && signal.compareTo(worst) < 0);
        if (isWorse) {
            worst = signal;
            worstQuality = quality;
        }
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

    /** The quality of {@link #worst()}, 100 where there is none. */
    public int worstQuality() {
        return worstQuality;
    }
}
