package io.counterpart.ingest.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.access.Secrets;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import java.util.List;

/** The access topic in a test's hand: what it says is known at once. */
public class FakeAccessFeed implements AccessFeed {

    private final AccessDirectory directory = new AccessDirectory();
    private volatile boolean ready = true;

    /** Says that a tenant is active and has one partition. */
    public FakeAccessFeed withTenant(String tenant) {
        return with(tenant(tenant, AccessEvent.Status.ACTIVE));
    }

    /** Says that a device, bound to the twin of its own name, is let in by this token. */
    public FakeAccessFeed withDevice(String tenant, String device, String token) {
        return with(device(tenant, device, 1, token));
    }

    public FakeAccessFeed with(AccessEvent event) {
        directory.apply(event.key(), event);
        return this;
    }

    public void without(String key) {
        directory.apply(key, null);
    }

    public FakeAccessFeed notReady() {
        ready = false;
        return this;
    }

    public void becomeReady() {
        ready = true;
    }

    public static AccessEvent.Tenant tenant(String tenant, AccessEvent.Status status) {
        return new AccessEvent.Tenant(new TenantId(tenant), tenant, "free", status, 1, 0);
    }

    public static AccessEvent.Device device(String tenant, String device, int generation, String token) {
        return new AccessEvent.Device(
                new TenantId(tenant),
                new DeviceId(device),
                new TwinId(device),
                new GroupId(device),
                TypeId.UNTYPED,
                generation,
                List.of(Secrets.hash(token)));
    }

    @Override
    public void start() {}

    @Override
    public AccessDirectory directory() {
        return directory;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public boolean isConnected() {
        return true;
    }
}
