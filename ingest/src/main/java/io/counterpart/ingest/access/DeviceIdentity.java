package io.counterpart.ingest.access;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Speaker;

/**
 * Who a device is, fixed at its login: nothing that it says later changes it.
 *
 * @param tenant whose it is
 * @param device which one
 * @param twin the twin that it speaks for
 * @param generation of its binding and credentials
 * @param partition of the tenant's inputs, where its twin's group stands
 * @param partitions how many the tenant had then
 * @param epoch of the tenant's positions then
 * @param speaker what its readings carry
 */
public record DeviceIdentity(
        TenantId tenant,
        DeviceId device,
        TwinId twin,
        int generation,
        int partition,
        int partitions,
        int epoch,
        Speaker speaker) {

    static DeviceIdentity of(AccessEvent.Tenant tenant, AccessEvent.Device device) {
        return new DeviceIdentity(
                device.tenant(),
                device.device(),
                device.twin(),
                device.generation(),
                device.group().partition(tenant.partitions()),
                tenant.partitions(),
                tenant.epoch(),
                new Speaker(device.twin(), device.device(), device.generation()));
    }

    /** Whether the device is still what it was at its login. */
    public boolean agreesWith(AccessEvent.Device now) {
        return now.generation() == generation;
    }

    /** Whether the tenant still is as it was at the login: active, its partitions laid as then. */
    public boolean agreesWith(AccessEvent.Tenant now) {
        return now.status() == AccessEvent.Status.ACTIVE && now.partitions() == partitions && now.epoch() == epoch;
    }
}
