package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions are awake, folded from topic {@code activity}. A wake keeps its partition awake until it is named by a parking,
 * whichever of the two is read first. Not for several threads.
 */
final class Activity {

    private static final class Known {
        private ActivityEvent.@Nullable Awake awake;
        private @Nullable String parkedWake;
    }

    private final Map<String, Known> byPlace = new HashMap<>();

    /** Takes what stands under a key now, null for nothing. */
    void take(String key, @Nullable ActivityEvent event) {
        String place = ActivityEvent.place(key);
        switch (event) {
            case ActivityEvent.Awake awake -> known(place).awake = awake;
            case ActivityEvent.Parked parked -> known(place).parkedWake = parked.wake();
            case null -> byPlace.remove(place);
        }
    }

    /** The keys under which something stands of this tenant. */
    List<String> keysOf(TenantId tenant) {
        List<String> keys = new ArrayList<>();
        byPlace.forEach((place, known) -> {
            if (known.awake != null && known.awake.tenant().equals(tenant)) {
                keys.add(known.awake.key());
                keys.add(new ActivityEvent.Parked(tenant, known.awake.partition(), known.awake.wake()).key());
            }
        });
        return keys;
    }

    private Known known(String place) {
        return byPlace.computeIfAbsent(place, none -> new Known());
    }

    /** The last wake of a partition that is awake. */
    Optional<ActivityEvent.Awake> of(PartitionId partition) {
        Known known = byPlace.get(partition.tenant() + "/" + partition.number());
        return known == null || known.awake == null || known.awake.wake().equals(known.parkedWake)
                ? Optional.empty()
                : Optional.of(known.awake);
    }
}
