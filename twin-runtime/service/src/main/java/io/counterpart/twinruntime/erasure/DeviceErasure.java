package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.identity.TenantId;
import java.io.IOException;

/** What devices are told, wishes and commands, as it is forgotten. */
@FunctionalInterface
public interface DeviceErasure {

    /** Returns when nothing of the tenant stands there; may be asked again. It waits for the broker. */
    void erase(TenantId tenant) throws IOException, InterruptedException;
}
