package io.counterpart.engine.quality;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What can be wrong with a signal. Several may hold at once; the lowest of their scores is the signal's quality.
 *
 * <p>Each has a place of its own in sets of bits, which is part of checkpoints and never given to another.
 */
public enum Finding {
    /** No value came when one was due: nothing is known of the present. */
    GAP(0, 0),
    /** The same value again and again: a dead sensor, or a converter that repeats itself. */
    STUCK(1, 20),
    /** One value stands apart from those around it. */
    SPIKE(2, 10),
    /** Outside of what the quantity or its sensor can be, or no number at all. */
    RANGE(3, 0),
    /** Changed faster than the process can. The value may still be right, when it was the one before that was wrong. */
    RATE(4, 40),
    /** Has slowly parted from a second signal that should say the same. Either of the two may be the wrong one. */
    DRIFT(5, 50),
    /** The value is believed, the time it came with is not. */
    CLOCK_SKEW(6, 60);

    /** The quality of a signal of which nothing was found. */
    public static final int FULL_QUALITY = 100;

    private static final Finding[] VALUES = values();

    /** How many there are. */
    static final int COUNT = VALUES.length;

    /** The bits of all. */
    static final int ALL = (1 << COUNT) - 1;

    private final int place;
    private final int score;

    Finding(int place, int score) {
        this.place = place;
        this.score = score;
    }

    /** The quality it leaves, 0 to 100. */
    public int score() {
        return score;
    }

    /** Its name outside of Java: {@code clock-skew}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Which bit of a set of bits it is, from 0 on. */
    int place() {
        return place;
    }

    /** A set of bits with it alone. */
    public int bit() {
        return 1 << place;
    }

    /** The findings of a set of bits, in their order. */
    public static Set<Finding> of(int bits) {
        EnumSet<Finding> findings = EnumSet.noneOf(Finding.class);
        for (Finding finding : VALUES) {
            if ((bits & finding.bit()) != 0) {
                findings.add(finding);
            }
        }
        return findings;
    }

    /** What quality a set of bits leaves: the lowest score, {@link #FULL_QUALITY} for none. */
    public static int qualityOf(int bits) {
        if (bits == 0) {
            return FULL_QUALITY;
        }
        int quality = FULL_QUALITY;
        for (Finding finding : VALUES) {
            if ((bits & finding.bit()) != 0) {
                quality = Math.min(quality, finding.score);
            }
        }
        return quality;
    }
}
