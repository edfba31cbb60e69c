package io.counterpart.ingest.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.contracts.twin.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DesiredDirectoryTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TwinId PUMP = new TwinId("pump");
    private static final String KEY = TwinDesired.key(ACME, PUMP);

    private final DesiredDirectory directory = new DesiredDirectory();
    private final AtomicInteger told = new AtomicInteger();
    private final Runnable follower = told::incrementAndGet;

    private static TwinDesired desired(double setpoint) {
        return new TwinDesired(
                ACME, PUMP, 1, 2, new TreeMap<>(Map.of(new PropertyName("setpoint"), new Value.Numeric(setpoint))));
    }

    @Test
    void theNewestOfATwinIsKnownUntilItIsTakenBack() {
        directory.apply(KEY, TwinDesired.JSON.write(desired(1)));
        directory.apply(KEY, TwinDesired.JSON.write(desired(2)));

        assertEquals(Optional.of(desired(2)), directory.of(ACME, PUMP));
        assertEquals(Optional.empty(), directory.of(new TenantId("other"), PUMP));
        directory.apply(KEY, null);
        assertEquals(Optional.empty(), directory.of(ACME, PUMP));
        assertEquals(0, directory.size());
    }

    @Test
    void whoFollowsATwinIsToldOfItsChangesAndOfNoOthers() {
        directory.follow(ACME, PUMP, follower);
        directory.follow(ACME, PUMP, follower);
        directory.apply(KEY, TwinDesired.JSON.write(desired(1)));
        directory.apply(TwinDesired.key(new TenantId("other"), PUMP), TwinDesired.JSON.write(desired(1)));
        assertEquals(1, told.get());

        directory.leave(ACME, PUMP, follower);
        directory.apply(KEY, null);
        assertEquals(1, told.get());
        assertEquals(0, directory.followed());
    }

    @Test
    void whoFollowsIsToldWhenAllIsKnown() {
        directory.follow(ACME, PUMP, follower);
        assertFalse(directory.isWhole());

        directory.becomeWhole();

        assertTrue(directory.isWhole());
        assertEquals(1, told.get());
    }

    @Test
    void whatCannotBeReadIsWantedByNobodyAndStopsNobody() {
        directory.apply(KEY, "not what it should be".getBytes(StandardCharsets.UTF_8));

        assertEquals(Optional.empty(), directory.of(ACME, PUMP));
        directory.apply(KEY, TwinDesired.JSON.write(desired(1)));
        assertEquals(Optional.of(desired(1)), directory.of(ACME, PUMP));
    }
}
