package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.twin.Rejection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the newest rejections of one device out of many, and drops the older ones as newer come. */
final class NewestOf {

    private final String device;
    private final int limit;
    private final Deque<Rejection> kept = new ArrayDeque<>();

    NewestOf(DeviceId device, int limit) {
        this.device = device.value();
        this.limit = limit;
    }

    void take(@Nullable String key, byte[] bytes) {
        if (!device.equals(key)) {
            return;
        }
        if (kept.size() == limit) {
            kept.removeFirst();
        }
        kept.addLast(Rejection.JSON.read(bytes));
    }

    List<Rejection> newestFirst() {
        return List.copyOf(kept.reversed());
    }
}
