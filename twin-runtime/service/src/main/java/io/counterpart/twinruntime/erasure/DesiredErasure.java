package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.identity.TenantId;
import java.io.IOException;

/** What devices are told is wanted of their twins, as it is forgotten. */
@FunctionalInterface
public interface DesiredErasure {

    /** Returns when nothing of the tenant stands there; may be asked again. It waits for the broker. */
    void erase(TenantId tenant) throws IOException, InterruptedException;
}
