package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A partition's wakes, in the test's hand. */
final class FakeWakefulness implements Wakefulness {

    final List<String> parked = new ArrayList<>();
    private final TenantId tenant;
    private final Duration within;
    private ActivityEvent.Awake last;

    FakeWakefulness(TenantId tenant, Duration within) {
        this.tenant = tenant;
        this.within = within;
        last = awake("first");
    }

    void wake(String name) {
        last = awake(name);
    }

    private ActivityEvent.Awake awake(String name) {
        return new ActivityEvent.Awake(tenant, 0, name, within.toMillis());
    }

    @Override
    public ActivityEvent.Awake last() {
        return last;
    }

    @Override
    public CompletionStage<?> park(ActivityEvent.Awake seen) {
        parked.add(seen.wake());
        return CompletableFuture.completedFuture(null);
    }
}
