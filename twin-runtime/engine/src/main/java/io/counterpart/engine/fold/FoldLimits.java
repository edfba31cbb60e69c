package io.counterpart.engine.fold;

/**
 * The bounds of one partition. They are part of the fold's meaning: another bound on the same log gives another state.
 *
 * @param twinsMax how many twins it may have, those that were removed among them
 * @param propertiesMax how many properties an untyped twin may have
 * @param silenceMs how long a twin may be unheard before it is called silent, milliseconds
 */
public record FoldLimits(int twinsMax, int propertiesMax, long silenceMs) {

    public static final FoldLimits DEFAULT = new FoldLimits(1_000_000, 512, 60_000);

    public FoldLimits {
        if (twinsMax < 1 || propertiesMax < 1 || silenceMs < 1) {
            throw new IllegalArgumentException("a bound of the fold is out of its range");
        }
    }
}
