package io.counterpart.ingest.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Turns a token into the device that it lets in: the one place where a device becomes a tenant.
 *
 * <p>A wrong token, an unknown device and a suspended tenant take the same way, one hash and one look-up, and have the same
 * answer: nothing can be learned from it.
 */
@ApplicationScoped
public class DeviceLogins {

    private final AccessFeed feed;

    public DeviceLogins(AccessFeed feed) {
        this.feed = feed;
    }

    /** Whether it is known who may come in. */
    public boolean isReady() {
        return feed.isReady();
    }

    /** The device that this token lets in; nobody before the directory is whole. */
    public Optional<DeviceIdentity> byToken(String token) {
        return device(token).flatMap(this::identity);
    }

    /**
     * The device that this token lets in, if it is the one that is named.
     *
     * @param userName {@code {tenant}/{device}}
     */
    public Optional<DeviceIdentity> byName(String userName, String token) {
        return device(token)
                .filter(device -> userName.equals(device.tenant() + "/" + device.device()))
                .flatMap(this::identity);
    }

    /** Whether what was found at a login holds now. */
    public boolean stillHolds(DeviceIdentity identity) {
        AccessDirectory directory = feed.directory();
        return directory
                        .device(identity.tenant(), identity.device())
                        .filter(identity::agreesWith)
                        .isPresent()
                && directory
                        .tenant(identity.tenant())
                        .filter(identity::agreesWith)
                        .isPresent();
    }

    private Optional<AccessEvent.Device> device(String token) {
        return feed.isReady() ? feed.directory().deviceByToken(token) : Optional.empty();
    }

    private Optional<DeviceIdentity> identity(AccessEvent.Device device) {
        return feed.directory().tenant(device.tenant()).map(tenant -> DeviceIdentity.of(tenant, device));
    }
}
