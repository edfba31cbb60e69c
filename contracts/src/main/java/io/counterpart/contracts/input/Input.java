package io.counterpart.contracts.input;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * What the fold reads, in the order of the log; nothing else moves a twin's state. A reading is most of the traffic and has
 * its own bytes ({@link FrameWriter}, {@link FrameReader}); all others are small JSON documents.
 */
public sealed interface Input {

    /** The longest time for which a twin is watched without its being said again, milliseconds. */
    long WATCHED_MS_MAX = 60_000;

    /** The twin it is about. */
    TwinId twin();

    /**
     * The twin stands in this group and has this type from here on: the first time it is created by it, later it is migrated.
     *
     * @param twin the twin
     * @param group its group, whose partition this message stands in
     * @param type its type, whose definition is immutable and looked up
     * @param device the device that speaks for it, where one is bound
     */
    record TwinDefined(
            TwinId twin,
            GroupId group,
            TypeId type,
            @Nullable DeviceId device) implements Input {}

    /** The twin is gone; a reading that still comes for it is rejected. */
    record TwinRemoved(TwinId twin) implements Input {}

    /**
     * Somebody looks at the twin, for this long from here on: what changes in it is published before what nobody waits for. It moves no
     * state, so whoever writes it need not wake an owner that looked away.
     *
     * @param twin the twin
     * @param forMs how long, milliseconds; who goes on looking says so again
     */
    record TwinWatched(TwinId twin, long forMs) implements Input {
        public TwinWatched {
            if (forMs < 0 || forMs > WATCHED_MS_MAX) {
                throw new IllegalArgumentException("a twin is watched for 0 to " + WATCHED_MS_MAX + " ms");
            }
        }
    }
}
