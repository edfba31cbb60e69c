package io.counterpart.portal.replay;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.twin.EventTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to replay. It is its own identifier: nobody has to remember a replay, so whichever process is asked can run it, and it is
 * there after any of them was restarted. It names no tenant: it is run in that of the caller.
 *
 * @param twins which, 1 to {@value #TWINS_MAX}
 * @param from beginning, epoch milliseconds of event time
 * @param to end, without it
 * @param speed how many times faster than it was, 1 to {@value #SPEED_MAX}
 * @param knownAt as it was known then, epoch milliseconds; null for all that is known
 */
record ReplayOrder(
        List<TwinId> twins,
        long from,
        long to,
        int speed,
        @Nullable Long knownAt) {

    static final int TWINS_MAX = 50;
    static final int SPEED_MAX = 1_000;
    static final long LENGTH_MAX_MS = 366L * 86_400_000;

    private static final int ID_MAX = 8_192;
    private static final ContractJson<ReplayOrder> JSON = ContractJson.of(ReplayOrder.class);

    ReplayOrder {
        twins = twins.stream().distinct().sorted().toList();
        require(!twins.isEmpty() && twins.size() <= TWINS_MAX, "'twins' must be 1 to " + TWINS_MAX + " twin ids");
        require(
                from >= 0 && from < to && to <= EventTime.LATEST_MS,
                "'from' must be before 'to', and that before the year 10000");
        require(
                knownAt == null || (knownAt >= 0 && knownAt <= EventTime.LATEST_MS),
                "'knownAt' must be a time before the year 10000");
        require(to - from <= LENGTH_MAX_MS, "'to' must be within a year of 'from'");
        require(speed >= 1 && speed <= SPEED_MAX, "'speed' must be 1 to " + SPEED_MAX);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    String id() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.write(this));
    }

    /** The replay that this identifies; nothing where it is none of ours. */
    static Optional<ReplayOrder> of(String id) {
        if (id.length() > ID_MAX) {
            return Optional.empty();
        }
        try {
            ReplayOrder order = JSON.read(Base64.getUrlDecoder().decode(id));
            // One replay has one identifier.
            return order.id().equals(id) ? Optional.of(order) : Optional.empty();
        } catch (IllegalArgumentException | MalformedContract foreign) {
            return Optional.empty();
        }
    }

    /** The same from a later time on. */
    ReplayOrder from(long laterMs) {
        return new ReplayOrder(twins, Math.clamp(laterMs, from, to - 1), to, speed, knownAt);
    }
}
