package io.counterpart.twinruntime.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActivityTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final PartitionId PARTITION = new PartitionId(ACME, 2, 0);

    private final Activity activity = new Activity();

    private void wake(String wake) {
        take(new ActivityEvent.Awake(ACME, 2, wake, 1_000));
    }

    private void park(String wake) {
        take(new ActivityEvent.Parked(ACME, 2, wake));
    }

    private void take(ActivityEvent event) {
        activity.take(event.key(), event);
    }

    private Optional<String> awakeBy() {
        return activity.of(PARTITION).map(ActivityEvent.Awake::wake);
    }

    @Test
    void nothingIsAwakeBeforeSomebodyWakesIt() {
        assertEquals(Optional.empty(), awakeBy());

        wake("a");
        assertEquals(Optional.of("a"), awakeBy());
        assertEquals(Optional.empty(), activity.of(new PartitionId(ACME, 1, 0)));
        assertEquals(Optional.empty(), activity.of(new PartitionId(new TenantId("other"), 2, 0)));
    }

    @Test
    void theWakeThatIsNamedIsOver() {
        wake("a");
        park("a");
        assertEquals(Optional.empty(), awakeBy());

        wake("b");
        assertEquals(Optional.of("b"), awakeBy());
    }

    @Test
    void aWakeThatTheOwnerHadNotReadStands() {
        wake("a");
        wake("b");
        park("a");

        assertEquals(Optional.of("b"), awakeBy());
    }

    @Test
    void compactionMayTurnTheOrderRound() {
        park("a");
        wake("a");

        assertEquals(Optional.empty(), awakeBy());
    }

    @Test
    void allThatStandsOfATenantCanBeTakenOff() {
        wake("a");
        park("a");
        activity.take("awake/other/0", new ActivityEvent.Awake(new TenantId("other"), 0, "o", 1_000));

        assertEquals(List.of("awake/acme/2", "parked/acme/2"), activity.keysOf(ACME));
    }

    @Test
    void whatIsTakenOffTheTopicIsForgotten() {
        wake("a");
        activity.take(new ActivityEvent.Awake(ACME, 2, "a", 0).key(), null);

        assertEquals(Optional.empty(), awakeBy());
    }
}
