package io.counterpart.ingest.mqtt;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/**
 * Counts failed logins by remote address, a minute at a time. It never stops a right login: many devices of many tenants may
 * share one address behind a carrier's translation, and one of them must not shut out the others.
 */
final class FailedLogins {

    private static final long WINDOW_MS = 60_000;

    private record Window(long startMs, int count) {}

    private final int perWindow;
    private final int addressesMax;
    private final InstantSource clock;
    private final LinkedHashMap<Long, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

    FailedLogins(int perWindow, int addressesMax, InstantSource clock) {
        this.perWindow = perWindow;
        this.addressesMax = addressesMax;
        this.clock = clock;
    }

    /** Counts one; false when that was one too many. */
    synchronized boolean count(SocketAddress remote) {
        long now = clock.millis();
        Window window = windows.merge(
                key(remote),
                new Window(now, 1),
                (old, first) -> now - old.startMs() < WINDOW_MS ? new Window(old.startMs(), old.count() + 1) : first);
        if (windows.size() > addressesMax) {
            windows.pollFirstEntry();
        }
        return window.count() <= perWindow;
    }

    synchronized int addresses() {
        return windows.size();
    }

    /** An IPv4 address, or the half of an IPv6 address that its holder cannot choose. */
    private static long key(SocketAddress remote) {
        InetAddress address = remote instanceof InetSocketAddress internet ? internet.getAddress() : null;
        if (address == null) {
            return 0;
        }
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? ByteBuffer.wrap(bytes).getInt()
                : ByteBuffer.wrap(bytes).getLong();
    }
}
