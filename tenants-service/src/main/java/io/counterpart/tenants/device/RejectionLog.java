package io.counterpart.tenants.device;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Rejection;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** What the platform could not use of what devices sent. */
public interface RejectionLog {

    /**
     * A device's rejections of the last day, newest first. Only so many of the tenant's newest are looked at, so a device that is quiet
     * beside a noisy one may show fewer than it has.
     */
    Uni<List<Rejection>> newest(TenantId tenant, DeviceId device, int limit);
}
