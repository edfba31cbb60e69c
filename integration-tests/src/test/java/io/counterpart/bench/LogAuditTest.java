package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LogAuditTest {

    private static final TwinId TWIN = new TwinId("pump-1");

    private final LogAudit.Tally tally = new LogAudit.Tally();

    @Test
    void ownersThatFollowOneAnotherAreFine() {
        tally.pointer(0, "first", to(1));
        tally.pointer(0, "first", to(2));
        tally.pointer(0, "second", to(2));
        tally.pointer(1, "first", to(1));
        tally.pointer(0, "third", to(5));

        LogAudit audit = tally.audit();

        assertTrue(audit.kept(), audit::toString);
        assertEquals(4, audit.owners());
        assertEquals(5, audit.pointers());
    }

    @Test
    void aPointerOfAnOwnerThatWasFencedIsSeen() {
        tally.pointer(0, "first", to(1));
        tally.pointer(0, "second", to(2));
        tally.pointer(0, "first", to(3));

        assertEquals(1, tally.audit().latePointers());
        assertFalse(tally.audit().kept());
    }

    @Test
    void aPointerThatGoesBackIsSeen() {
        tally.pointer(0, "first", to(2));
        tally.pointer(0, "second", to(1));

        assertEquals(1, tally.audit().olderPointers());
        assertFalse(tally.audit().kept());
    }

    @Test
    void twoPropertiesOfOneReadingAreTwoEvents() {
        tally.event(added("a", 7));
        tally.event(added("b", 7));

        assertTrue(tally.audit().kept());
    }

    @Test
    void anEventThatIsToldAgainIsSeen() {
        tally.event(added("a", 7));
        tally.event(added("a", 7));

        assertEquals(1, tally.audit().toldTwice());
        assertFalse(tally.audit().kept());
    }

    @Test
    void anEventAfterALaterOneIsSeen() {
        tally.event(added("a", 7));
        tally.event(added("b", 6));

        assertEquals(1, tally.audit().olderEvents());
        assertFalse(tally.audit().kept());
    }

    @Test
    void aRejectionThatIsToldAgainIsSeen() {
        tally.rejection(rejection(7, 0));
        tally.rejection(rejection(7, 1));
        tally.rejection(rejection(7, 0));

        assertEquals(3, tally.audit().rejections());
        assertEquals(1, tally.audit().toldTwice());
    }

    @Test
    void aStateOfAnOwnerThatWasFencedIsSeen() {
        tally.state("fold-1-0", 100, state(4, 70));
        tally.state("fold-1-1", 10, state(1, 20));
        tally.state("fold-1-0", 200, state(5, 80));
        tally.state("fold-1-0", 101, state(4, 70));

        assertEquals(1, tally.audit().lateStates());
        assertFalse(tally.audit().kept());
    }

    @Test
    void aStateThatANewOwnerFoldsAgainIsSeen() {
        tally.state("fold-1-0", 100, state(4, 70));
        tally.state("fold-1-0", 200, state(3, 60));
        tally.state("fold-1-0", 201, state(5, 80));

        assertEquals(1, tally.audit().olderStates());
        assertFalse(tally.audit().kept());
    }

    private static Checkpoint to(long index) {
        return new Checkpoint(index, "checkpoints/t/1-0/" + index + "-0.ckpt", 1, "00", 1);
    }

    private static TwinEvent added(String property, long position) {
        return new TwinEvent.PropertyAdded(TWIN, position, 1, new PropertyName(property), ValueSchema.DOUBLE);
    }

    private static Rejection rejection(long position, int ordinal) {
        return new Rejection(
                TWIN, new DeviceId("d"), position, ordinal, 1, RejectionReason.MALFORMED_JSON, "cut", null, "", 0);
    }

    private static TwinState state(long revision, long position) {
        return new TwinState(
                TWIN,
                new GroupId("pump-1"),
                TypeId.UNTYPED,
                null,
                revision,
                position,
                1,
                false,
                null,
                null,
                TwinState.Counts.ZERO,
                new TreeMap<>());
    }
}
