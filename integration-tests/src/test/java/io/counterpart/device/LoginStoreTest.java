package io.counterpart.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginStoreTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final DeviceId DEVICE = new DeviceId("pump-1");

    @TempDir
    private Path folder;

    @Test
    void aLoginIsFoundAgain() {
        DeviceLogin login = new DeviceLogin("acme/pump-1", "cd_secret");

        new LoginStore(folder).keep(TENANT, DEVICE, login);

        assertEquals(Optional.of(login), new LoginStore(folder).find(TENANT, DEVICE));
        assertEquals(Optional.empty(), new LoginStore(folder).find(new TenantId("other"), DEVICE));
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        new LoginStore(folder).keep(TENANT, DEVICE, new DeviceLogin("acme/pump-1", "cd_secret"));

        Path file = folder.resolve("acme/pump-1.json");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aLoginInALogShowsNoSecret() {
        assertFalse(new DeviceLogin("acme/pump-1", "cd_secret").toString().contains("cd_secret"));
    }
}
