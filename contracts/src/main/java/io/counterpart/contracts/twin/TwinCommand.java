package io.counterpart.contracts.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.ContractJson;
import org.jspecify.annotations.Nullable;

/**
 * A command that is to be delivered: on the compacted topic {@code commands}, as long as its device has not taken it and its time has not
 * passed.
 *
 * @param tenant whose twin
 * @param twin the twin
 * @param device who is to have it
 * @param id the command
 * @param position of the input that requested it, see {@code Position}: commands are delivered in this order
 * @param name what the device is to do, with its component's name before a dot
 * @param payload with what; null for nothing
 * @param expiresAt until when it may be answered, epoch milliseconds: after that it is not delivered any more
 */
public record TwinCommand(
        TenantId tenant,
        TwinId twin,
        DeviceId device,
        CommandId id,
        long position,
        PropertyName name,
        @Nullable JsonNode payload,
        long expiresAt) {

    /** Bytes on {@code commands}. */
    public static final ContractJson<TwinCommand> JSON = ContractJson.of(TwinCommand.class);

    /** The key on {@code commands}. */
    public static String key(TenantId tenant, TwinId twin, CommandId id) {
        return keyPrefix(tenant, twin) + id;
    }

    /** With what the keys of all of a twin's commands begin. */
    public static String keyPrefix(TenantId tenant, TwinId twin) {
        return keyPrefix(tenant) + twin + "/";
    }

    /** With what the keys of all of the tenant's commands begin. */
    public static String keyPrefix(TenantId tenant) {
        return tenant + "/";
    }
}
