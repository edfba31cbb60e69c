package io.counterpart.ingest.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CommandDirectoryTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final TwinId PUMP = new TwinId("pump");
    private static final DeviceId DEVICE = new DeviceId("device");

    private final CommandDirectory directory = new CommandDirectory();
    private final AtomicInteger told = new AtomicInteger();
    private final Runnable follower = told::incrementAndGet;

    private static TwinCommand command(TenantId tenant, String twin, String device, String id, long position) {
        return new TwinCommand(
                tenant,
                new TwinId(twin),
                new DeviceId(device),
                new CommandId(id),
                position,
                new PropertyName("restart"),
                null,
                1_000);
    }

    private TwinCommand add(TwinCommand command) {
        directory.apply(key(command), TwinCommand.JSON.write(command));
        return command;
    }

    private static String key(TwinCommand command) {
        return TwinCommand.key(command.tenant(), command.twin(), command.id());
    }

    @Test
    void theCommandsOfADeviceComeInTheOrderInWhichTheyWereRequested() {
        TwinCommand third = add(command(ACME, "pump", "device", "a", 30));
        TwinCommand first = add(command(ACME, "pump", "device", "b", 10));
        TwinCommand second = add(command(ACME, "pump", "device", "Z", 20));

        assertEquals(List.of(first, second, third), directory.of(ACME, PUMP, DEVICE));
        assertEquals(3, directory.size());
    }

    @Test
    void nobodyIsGivenACommandToAnother() {
        TwinCommand own = add(command(ACME, "pump", "device", "own", 1));
        add(command(ACME, "pump", "spare", "to-another-device", 2));
        add(command(ACME, "pump-2", "device", "to-another-twin", 3));
        add(command(ACME, "pum", "device", "to-another-twin", 4));
        add(command(OTHER, "pump", "device", "of-another-tenant", 5));

        assertEquals(List.of(own), directory.of(ACME, PUMP, DEVICE));
    }

    @Test
    void whatIsDeliveredOrOverIsForgotten() {
        TwinCommand first = add(command(ACME, "pump", "device", "a", 1));
        TwinCommand second = add(command(ACME, "pump", "device", "b", 2));

        directory.apply(key(first), null);
        directory.apply(key(first), null);

        assertEquals(List.of(second), directory.of(ACME, PUMP, DEVICE));
        assertEquals(1, directory.size());
    }

    @Test
    void whoFollowsATwinIsToldOfItsCommandsAndOfNoOthers() {
        directory.follow(ACME, PUMP, follower);
        TwinCommand own = add(command(ACME, "pump", "device", "a", 1));
        add(command(ACME, "pump-2", "device", "a", 1));
        add(command(OTHER, "pump", "device", "a", 1));
        assertEquals(1, told.get());
        directory.apply(key(own), null);
        assertEquals(2, told.get());

        directory.leave(ACME, PUMP, follower);
        add(own);
        assertEquals(2, told.get());
        assertEquals(0, directory.followed());
    }

    @Test
    void whatCannotBeReadIsPassedOverAndStopsNobody() {
        byte[] nonsense = "not what it should be".getBytes(StandardCharsets.UTF_8);
        directory.apply(TwinCommand.key(ACME, PUMP, new CommandId("bad")), nonsense);
        directory.apply("a key of no command", nonsense);
        TwinCommand good = add(command(ACME, "pump", "device", "good", 1));

        assertEquals(List.of(good), directory.of(ACME, PUMP, DEVICE));
    }
}
