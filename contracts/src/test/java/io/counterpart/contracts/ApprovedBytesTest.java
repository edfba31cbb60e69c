package io.counterpart.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.CommandState.Answer;
import io.counterpart.contracts.twin.CommandState.Stage;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What stands on the topics today, as files: a change that an older reader could not take turns this red, and a wanted one is
 * seen in review. Older files stay and must stay readable.
 */
class ApprovedBytesTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final TwinId TWIN = new TwinId("pump-1");

    @Test
    void accessEvents() throws IOException {
        approve(
                AccessEvent.JSON,
                "access-tenant-v1",
                new AccessEvent.Tenant(TENANT, "Acme", "small", AccessEvent.Status.ACTIVE, 4, 0));
        approve(
                AccessEvent.JSON,
                "access-member-v1",
                new AccessEvent.Member(TENANT, "subject", "a@b.example", Set.of(Role.DEVICE_MAKER)));
        approve(
                AccessEvent.JSON,
                "access-api-key-v1",
                new AccessEvent.ApiKey(TENANT, "k1", "scada", "00ff", Set.of(Role.VIEWER)));
        approve(
                AccessEvent.JSON,
                "access-device-v1",
                new AccessEvent.Device(
                        TENANT, new DeviceId("d1"), TWIN, GroupId.of(TWIN), TypeId.UNTYPED, 3, List.of("00ff")));
    }

    @Test
    void activityOfPartitions() throws IOException {
        approve(ActivityEvent.JSON, "activity-awake-v1", new ActivityEvent.Awake(TENANT, 3, "w1", 300_000));
        approve(ActivityEvent.JSON, "activity-parked-v1", new ActivityEvent.Parked(TENANT, 3, "w1"));
    }

    @Test
    void stateOfATwin() throws IOException {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        properties.put(
                new PropertyName("pressure"),
                new PropertyState(ValueSchema.DOUBLE, "bar", 0, new Value.Numeric(3.2), 1_000, 1_001));
        properties.put(
                new PropertyName("mode"),
                new PropertyState(ValueSchema.STRING, null, 0, new Value.Text("auto"), 1_000, 1_001));
        properties.put(
                new PropertyName("running"),
                new PropertyState(ValueSchema.BOOLEAN, null, 1, new Value.Truth(true), 1_000, 1_001));
        properties.put(
                new PropertyName("spectrum"),
                new PropertyState(ValueSchema.DOUBLES, null, 0, new Value.Vector(List.of(0.5, 1.5)), 1_000, 1_001));
        approve(
                TwinState.JSON,
                "twin-state-v1",
                new TwinState(
                        TWIN,
                        GroupId.of(TWIN),
                        TypeId.UNTYPED,
                        new DeviceId("d1"),
                        12,
                        4_096,
                        1_001,
                        false,
                        null,
                        null,
                        new TwinState.Counts(5, 3, 1, 1),
                        properties));
    }

    @Test
    void whatIsDesiredOfATwin() throws IOException {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        properties.put(
                new PropertyName("setpoint"),
                new PropertyState(
                        ValueSchema.DOUBLE,
                        "bar",
                        0,
                        null,
                        0,
                        0,
                        null,
                        null,
                        null,
                        new PropertyState.Desired(new Value.Numeric(5), 1_001)));
        approve(
                TwinState.JSON,
                "twin-state-desired-v1",
                new TwinState(
                        TWIN,
                        GroupId.of(TWIN),
                        new TypeId("dtmi:com:example:Pump;1"),
                        null,
                        12,
                        4_096,
                        1_001,
                        false,
                        null,
                        null,
                        TwinState.Counts.ZERO,
                        properties));
    }

    @Test
    void whatDevicesAreTold() throws IOException {
        approve(
                TwinDesired.JSON,
                "twin-desired-v1",
                new TwinDesired(
                        TENANT,
                        TWIN,
                        4_096,
                        1_001,
                        new TreeMap<>(Map.of(
                                new PropertyName("setpoint"),
                                new Value.Numeric(5),
                                new PropertyName("panel.mode"),
                                new Value.Text("auto")))));
        assertEquals("acme/pump-1", TwinDesired.key(TENANT, TWIN));
    }

    @Test
    void commands() throws IOException {
        CommandId id = new CommandId("c-1");
        PropertyName name = new PropertyName("panel.flush");
        DeviceId device = new DeviceId("d1");
        JsonNode payload = JsonNodeFactory.instance.objectNode().put("seconds", 30);
        approve(
                TwinCommand.JSON,
                "twin-command-v1",
                new TwinCommand(TENANT, TWIN, device, id, 4_096, name, payload, 61_001));
        assertEquals("acme/pump-1/c-1", TwinCommand.key(TENANT, TWIN, id));
        CommandState requested =
                new CommandState(id, name, device, Stage.REQUESTED, 1_001, 61_001, null, null, null, null);
        CommandState failed = new CommandState(
                id,
                name,
                device,
                Stage.FAILED,
                1_001,
                61_001,
                1_100L,
                1_200L,
                new Answer(503, JsonNodeFactory.instance.textNode("stuck")),
                "The device answered with status 503.");
        approve(
                TwinEvent.JSON,
                "twin-event-commanded-v1",
                new TwinEvent.Commanded(TWIN, 4_096, 1_001, requested, payload));
        approve(
                TwinEvent.JSON,
                "twin-event-commanded-failed-v1",
                new TwinEvent.Commanded(TWIN, 8_192, 1_200, failed, null));
        approve(
                TwinState.JSON,
                "twin-state-commands-v1",
                new TwinState(
                        TWIN,
                        GroupId.of(TWIN),
                        TypeId.UNTYPED,
                        device,
                        12,
                        8_192,
                        1_200,
                        false,
                        null,
                        null,
                        TwinState.Counts.ZERO,
                        new TreeMap<>(),
                        List.of(failed)));
    }

    @Test
    void eventsOfATwin() throws IOException {
        approve(
                TwinEvent.JSON,
                "twin-event-created-v1",
                new TwinEvent.Created(TWIN, 4_096, 1_001, TypeId.UNTYPED, new DeviceId("d1")));
        approve(
                TwinEvent.JSON,
                "twin-event-property-added-v1",
                new TwinEvent.PropertyAdded(TWIN, 4_096, 1_001, new PropertyName("pressure"), ValueSchema.DOUBLE));
        approve(TwinEvent.JSON, "twin-event-silent-v1", new TwinEvent.Silent(TWIN, 4_096, 1_001, 900));
        approve(
                TwinEvent.JSON,
                "twin-event-related-v1",
                new TwinEvent.Related(
                        TWIN,
                        4_096,
                        1_001,
                        7,
                        "feeds",
                        new TwinId("tank-1"),
                        JsonNodeFactory.instance.objectNode().put("share", 0.5)));
        approve(
                TwinEvent.JSON,
                "twin-event-unrelated-v1",
                new TwinEvent.Unrelated(TWIN, 4_096, 1_001, 8, "feeds", new TwinId("tank-1")));
        approve(
                TwinEvent.JSON,
                "twin-event-desired-v1",
                new TwinEvent.Desired(
                        TWIN,
                        4_096,
                        1_001,
                        null,
                        new TreeMap<>(Map.of(
                                new PropertyName("setpoint"),
                                new Value.Numeric(5),
                                new PropertyName("panel.mode"),
                                new Value.Text("auto"))),
                        List.of(new PropertyName("limit"))));
        approve(
                TwinEvent.JSON,
                "twin-event-desired-by-type-v1",
                new TwinEvent.Desired(
                        TWIN,
                        4_096,
                        1_001,
                        new TypeId("dtmi:com:example:Pump;2"),
                        new TreeMap<>(),
                        List.of(new PropertyName("setpoint"))));
    }

    @Test
    void rejections() throws IOException {
        byte[] payload = "{\"p\":1".getBytes(StandardCharsets.UTF_8);
        approve(
                Rejection.JSON,
                "rejection-v1",
                new Rejection(
                        TWIN,
                        new DeviceId("d1"),
                        4_096,
                        0,
                        1_001,
                        RejectionReason.MALFORMED_JSON,
                        "the payload ends inside an object",
                        null,
                        Rejection.kept(payload, 0, payload.length),
                        payload.length));
    }

    @Test
    void checkpointsAndProblems() throws IOException {
        approve(Checkpoint.JSON, "checkpoint-v1", new Checkpoint(77, "checkpoints/acme/0/77", 1_024, "00ff", 1_001));
        approve(
                Problem.JSON,
                "problem-v1",
                Problem.of(ProblemType.QUOTA_EXCEEDED, "wait a second", Map.of("quota", "messages")));
    }

    @Test
    void ordersToEraseAndTheirAnswers() throws IOException {
        approve(ErasureOrder.JSON, "erasure-order-v1", new ErasureOrder(TENANT, 1_001));
        for (Store store : Store.values()) {
            approve(StoreErased.JSON, "store-erased-" + store.word() + "-v1", new StoreErased(TENANT, store, 1_002));
        }
    }

    private static <T> void approve(ContractJson<T> json, String name, T value) throws IOException {
        String approved = read(name);

        assertEquals(approved.strip(), new String(json.write(value), StandardCharsets.UTF_8));
        if (!(value instanceof Problem)) {
            assertEquals(value, json.read(approved.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ApprovedBytesTest.class.getResourceAsStream("/approved/" + name + ".json"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
