package io.counterpart.contracts.topic;

import io.counterpart.contracts.identity.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every topic's name, once. */
public final class Topics {

    /** The platform's own Pulsar tenant. No customer can be called so. */
    public static final String PLATFORM_TENANT = "counterpart";

    public static final String PLATFORM_NAMESPACE = PLATFORM_TENANT + "/platform";

    /** Tenants, members, API keys and devices: compacted, newest by key. See {@code AccessEvent}. */
    public static final String ACCESS = "persistent://" + PLATFORM_NAMESPACE + "/access";

    /** Twin types, immutable: compacted, by tenant and type. See {@code TypeDefinition}. */
    public static final String DEFINITIONS = "persistent://" + PLATFORM_NAMESPACE + "/definitions";

    /** Which partitions of inputs are written into: compacted, newest by partition. See {@code ActivityEvent}. */
    public static final String ACTIVITY = "persistent://" + PLATFORM_NAMESPACE + "/activity";

    /** What is wanted of twins, for their devices: compacted, newest by tenant and twin. See {@code TwinDesired}. */
    public static final String DESIRED = "persistent://" + PLATFORM_NAMESPACE + "/desired";

    /** Commands that are to be delivered to devices: compacted, by tenant, twin and command. See {@code TwinCommand}. */
    public static final String COMMANDS = "persistent://" + PLATFORM_NAMESPACE + "/commands";

    /** Tenants that are to be erased, wherever something of them is kept: compacted, by tenant. See {@code ErasureOrder}. */
    public static final String ERASURES = "persistent://" + PLATFORM_NAMESPACE + "/erasures";

    /** Stores that hold nothing of a tenant any more: compacted, by tenant and store. See {@code StoreErased}. */
    public static final String ERASED = "persistent://" + PLATFORM_NAMESPACE + "/erased";

    /** The name of the durable subscription by which the twin-runtime pods share the partitions of {@code inputs}. */
    public static final String OWNERS_SUBSCRIPTION = "owners";

    private static final Pattern INPUTS_PARTITION =
            Pattern.compile("persistent://([^/]+)/twin/inputs-partition-(\\d{1,9})");

    private Topics() {}

    /** The tenant's namespace of logs, kept for a time after acknowledgement: {@code inputs}, {@code events}, {@code rejected}. */
    public static String logNamespace(TenantId tenant) {
        return tenant + "/twin";
    }

    /** The tenant's namespace of compacted topics, kept for ever: {@code state}, {@code control}. */
    public static String keptNamespace(TenantId tenant) {
        return tenant + "/kept";
    }

    /** The partitioned topic of inputs, by which it is created; messages go to {@link #inputs(TenantId, int)}. */
    public static String inputs(TenantId tenant) {
        return "persistent://" + logNamespace(tenant) + "/inputs";
    }

    /** One partition of the tenant's inputs. */
    public static String inputs(TenantId tenant, int partition) {
        return inputs(tenant) + "-partition-" + partition;
    }

    /**
     * A partition of somebody's inputs.
     *
     * @param tenant whose
     * @param number which
     */
    public record InputsPartition(TenantId tenant, int number) {}

    /** The partition of inputs whose topic this is; empty of any other topic. */
    public static Optional<InputsPartition> inputsPartition(String topic) {
        Matcher name = INPUTS_PARTITION.matcher(topic);
        return name.matches()
                ? Optional.of(new InputsPartition(new TenantId(name.group(1)), Integer.parseInt(name.group(2))))
                : Optional.empty();
    }

    /** What happened to the tenant's twins. */
    public static String events(TenantId tenant) {
        return "persistent://" + logNamespace(tenant) + "/events";
    }

    /** Readings that could not be used, with reason and bytes. */
    public static String rejected(TenantId tenant) {
        return "persistent://" + logNamespace(tenant) + "/rejected";
    }

    /** The newest state of each of the tenant's twins, by twin. */
    public static String state(TenantId tenant) {
        return "persistent://" + keptNamespace(tenant) + "/state";
    }

    /** The partitioned topic of checkpoint pointers, by which it is created. */
    public static String control(TenantId tenant) {
        return "persistent://" + keptNamespace(tenant) + "/control";
    }

    /** The checkpoint pointers of one partition of inputs; its exclusive producer is the fence. */
    public static String control(TenantId tenant, int partition) {
        return control(tenant) + "-partition-" + partition;
    }
}
