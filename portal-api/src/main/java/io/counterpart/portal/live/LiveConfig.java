package io.counterpart.portal.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much live state is kept, and how it is sent. */
@ConfigMapping(prefix = "counterpart.live")
public interface LiveConfig {

    /** How many tenants' state is held at once; more are answered with 503 until one becomes idle. */
    @WithDefault("2000")
    int tenantsMax();

    /** How long a tenant's state is kept after anybody asked for it last. */
    @WithDefault("10m")
    Duration idleAfter();

    /** How long a request waits for a tenant's state to be read the first time. */
    @WithDefault("10s")
    Duration readyWithin();

    /** How many may follow the events of one tenant at once. */
    @WithDefault("200")
    int viewersMax();

    /** The shortest time between two sendings to one viewer: what changes in between is sent once, as it is then. */
    @WithDefault("100ms")
    Duration pace();

    /** How often the owner of a watched twin is told that it still is; it forgets after twice this, a minute at most. */
    @WithDefault("15s")
    Duration watchRenewed();

    /** How often a quiet stream shows that it is alive. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How many twin events wait for a slow viewer; it is told how many of the older ones it missed. */
    @WithDefault("256")
    int eventsWaitingMax();
}
