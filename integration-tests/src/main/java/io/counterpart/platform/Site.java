package io.counterpart.platform;

import java.nio.file.Path;

/** What every server of one local platform is built from; {@code durable} says whether data must outlive a crash of the machine. */
record Site(PlatformHome home, Ports ports, Secrets secrets, ServerCache cache, Path checkout, boolean durable) {
    static final String LOOPBACK = "127.0.0.1";

    String loopback(Port port) {
        return LOOPBACK + ":" + ports.of(port);
    }

    String http(Port port) {
        return "http://" + loopback(port);
    }

    /** For addresses that people see and that tokens carry: one host string everywhere. */
    String localhost(Port port) {
        return "http://localhost:" + ports.of(port);
    }

    int port(Port port) {
        return ports.of(port);
    }
}
