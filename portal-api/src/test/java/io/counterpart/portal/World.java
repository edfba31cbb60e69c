package io.counterpart.portal;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.access.Secrets;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.portal.log.TopicLog;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Plays the other services: says who may what, and what twins are like. */
@Singleton
public class World {

    public static final int PARTITIONS = 4;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final FakeLog log;

    World(FakeLog log) {
        this.log = log;
    }

    /** A tenant that no other test knows. */
    public TenantId newTenant() {
        TenantId tenant = new TenantId("tenant-" + COUNT.incrementAndGet());
        publish(new AccessEvent.Tenant(tenant, "A tenant", "standard", AccessEvent.Status.ACTIVE, PARTITIONS, 0));
        return tenant;
    }

    public void forget(TenantId tenant) {
        log.append(Topics.ACCESS, new TopicLog.Entry(AccessEvent.Tenant.key(tenant), null));
    }

    public void suspend(TenantId tenant) {
        publish(new AccessEvent.Tenant(tenant, "A tenant", "standard", AccessEvent.Status.SUSPENDED, PARTITIONS, 0));
    }

    /** A person in these tenants, in each with this role; its token. */
    public String person(Role role, TenantId... tenants) {
        return KeycloakResource.tokenOf(newPerson(role, tenants));
    }

    /** The name of such a person. */
    public String newPerson(Role role, TenantId... tenants) {
        String person = "person-" + COUNT.incrementAndGet();
        String[] aliases = new String[tenants.length];
        for (int i = 0; i < tenants.length; i++) {
            aliases[i] = tenants[i].value();
            publish(new AccessEvent.Member(tenants[i], "subject-" + person, person + "@example.com", Set.of(role)));
        }
        KeycloakResource.organizations(person, aliases);
        return person;
    }

    public void dismiss(TenantId tenant, String person) {
        log.append(Topics.ACCESS, new TopicLog.Entry(AccessEvent.Member.key(tenant, "subject-" + person), null));
    }

    /** An API key with this role. */
    public String apiKey(TenantId tenant, Role role) {
        SecureRandom random = new SecureRandom();
        String id = Secrets.newApiKeyId(random);
        String key = Secrets.newApiKey(tenant, id, random);
        publish(new AccessEvent.ApiKey(tenant, id, "a key", Secrets.hash(key), Set.of(role)));
        return key;
    }

    public AccessEvent.Device device(TenantId tenant, String device, String twin, TypeId type) {
        TwinId of = new TwinId(twin);
        AccessEvent.Device bound =
                new AccessEvent.Device(tenant, new DeviceId(device), of, GroupId.of(of), type, 1, List.of());
        publish(bound);
        return bound;
    }

    public void publish(AccessEvent event) {
        log.append(Topics.ACCESS, new TopicLog.Entry(event.key(), AccessEvent.JSON.write(event)));
    }

    /** The runtime says that a twin has this pressure now. */
    public TwinState pressure(TenantId tenant, String twin, double bar, long revision) {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        properties.put(
                new PropertyName("pressure"),
                new PropertyState(
                        ValueSchema.DOUBLE, "bar", 0, new Value.Numeric(bar), 1_000 + revision, 2_000 + revision));
        return state(tenant, twin, properties, revision);
    }

    /** The runtime says that an untyped twin has these properties now. */
    public TwinState state(
            TenantId tenant, String twin, SortedMap<PropertyName, PropertyState> properties, long revision) {
        TwinId id = new TwinId(twin);
        TwinState state = new TwinState(
                id,
                GroupId.of(id),
                TypeId.UNTYPED,
                new DeviceId("device-1"),
                revision,
                revision,
                2_000 + revision,
                false,
                null,
                null,
                new TwinState.Counts(3, 2, 1, 0),
                properties);
        log.append(Topics.state(tenant), new TopicLog.Entry(twin, TwinState.JSON.write(state)));
        return state;
    }

    /** The runtime says how far the commands to a twin are. */
    public void commands(TenantId tenant, String twin, TypeId type, List<CommandState> commands, long revision) {
        TwinId id = new TwinId(twin);
        TwinState state = new TwinState(
                id,
                GroupId.of(id),
                type,
                new DeviceId(twin),
                revision,
                revision,
                2_000 + revision,
                false,
                null,
                null,
                TwinState.Counts.ZERO,
                new TreeMap<>(),
                commands);
        log.append(Topics.state(tenant), new TopicLog.Entry(twin, TwinState.JSON.write(state)));
    }

    /** What stands in the partition of this group, without readings and ticks. */
    public List<Input> inputs(TenantId tenant, String group) {
        List<Input> inputs = new ArrayList<>();
        for (TopicLog.Entry entry : log.on(Topics.inputs(tenant, new GroupId(group).partition(PARTITIONS)))) {
            byte[] frame = entry.payload();
            if (frame != null) {
                FrameReader reader = new FrameReader().of(frame);
                while (reader.next()) {
                    inputs.add(reader.input());
                }
            }
        }
        return inputs;
    }

    /** Waits for what happens by itself. */
    public static void await(String what, BooleanSupplier so) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
