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
}
