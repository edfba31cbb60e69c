package io.counterpart.tenants.pulsar;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where Pulsar is, how this service shows it who it is, and how tenants' namespaces are made. */
@ConfigMapping(prefix = "counterpart.pulsar")
interface PulsarConfig {

    @WithDefault("pulsar://127.0.0.1:6650")
    String serviceUrl();

    /** The admin API's root, where this service's role is a super user. */
    @WithDefault("http://127.0.0.1:8081")
    String adminUrl();

    /** A file that holds the token of the role {@code tenants-service}. */
    Path tokenFile();

    /** Bytes that may wait to be confirmed; what comes then is tried again by the outbox. */
    @WithDefault("67108864")
    long waitingBytesMax();

    /** How long the log is kept after acknowledgement. */
    @WithDefault("24h")
    Duration logRetention();

    /** How much of one topic may wait unacknowledged before its producers are held, bytes. */
    @WithDefault("17179869184")
    long backlogBytesMax();

    /** How much a compacted topic grows before it is compacted, bytes. */
    @WithDefault("1048576")
    long compactionThresholdBytes();

    /** How many of a tenant's newest rejections are looked through for one device's. */
    @WithDefault("10000")
    int rejectionsScannedMax();
}
