package io.counterpart.tenants.device;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import org.jspecify.annotations.Nullable;

/**
 * What a device speaks for.
 *
 * @param type that the twin is created with where it does not exist
 * @param twin whose readings it sends
 * @param group of that twin
 */
record Binding(TypeId type, TwinId twin, GroupId group) {

    /** The binding that a device gets where little is said: a twin of its own name, a group of its own, any property. */
    static Binding of(DeviceId device, @Nullable TypeId type, @Nullable TwinId twin, @Nullable GroupId group) {
        TwinId bound = twin != null ? twin : new TwinId(device.value());
        return new Binding(type != null ? type : TypeId.UNTYPED, bound, group != null ? group : GroupId.of(bound));
    }
}
