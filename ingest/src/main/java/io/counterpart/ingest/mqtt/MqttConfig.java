package io.counterpart.ingest.mqtt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** The MQTT endpoint and its limits. */
@ConfigMapping(prefix = "counterpart.mqtt")
public interface MqttConfig {

    /** The address to listen on, for MQTT with and without TLS. */
    @WithDefault("0.0.0.0")
    String host();

    /** The port; 0 takes a free one. */
    @WithDefault("1883")
    int port();

    /** Event loops that carry connections; one a core when it is not given. */
    OptionalInt loops();

    /** Connections in all; one more is closed at once. */
    @WithDefault("15000")
    int connectionsMax();

    /** Connections of one device at a time, each with its own client id. */
    @WithDefault("4")
    int connectionsPerDeviceMax();

    /** How long a connection may take until it is logged in, TLS included. */
    @WithDefault("5s")
    Duration loginTimeout();

    /** How many bytes it may send until then. */
    @WithDefault("4096")
    int loginBytesMax();

    /** The largest packet. */
    @WithDefault("262144")
    int packetBytesMax();

    /** Readings of one connection that may wait for their acknowledgement: MQTT 5's Receive Maximum. */
    @WithDefault("64")
    int inFlightMax();

    /** The longest keep alive that MQTT 5 is allowed; also for who wants none. */
    @WithDefault("30m")
    Duration keepAliveMax();

    /** Failed logins of one address in a minute; those beyond are answered at the end of the login's time only. */
    @WithDefault("30")
    int failedLoginsPerMinute();

    /** Addresses whose failed logins are counted; past it the one that was quiet longest is forgotten. */
    @WithDefault("10000")
    int failedLoginAddressesMax();
}
