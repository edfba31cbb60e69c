package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Uni;

/** What the control plane asks of the broker. Every act may be repeated, after a crash in its middle too. */
public interface BrokerAdmin {

    /** There is a broker tenant of this name. */
    Uni<Void> ensureTenant(TenantId tenant);

    /** Its namespace of logs is there with its topics, who may use them, and how long they are kept. */
    Uni<Void> ensureLog(TenantId tenant, int partitions);

    /** Its namespace of compacted topics is there, likewise. */
    Uni<Void> ensureKept(TenantId tenant, int partitions);

    /** Nothing of the tenant is left in the broker. */
    Uni<Void> erase(TenantId tenant);
}
