package io.counterpart.twinruntime.lane;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** The threads that fold. */
@ConfigMapping(prefix = "counterpart.lanes")
public interface LaneConfig {

    /** How many there are; as many as there are processors where it is not said. */
    OptionalInt count();

    /** After not having run for so long, a lane asks whether its partitions are still its own before it does anything else. */
    @WithDefault("5s")
    Duration pause();
}
