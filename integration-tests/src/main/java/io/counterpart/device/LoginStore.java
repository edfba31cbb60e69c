package io.counterpart.device;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Keeps devices' logins between runs, because a platform shows a secret once: a file each, for its owner's eyes alone. */
public final class LoginStore {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    public LoginStore(Path folder) {
        this.folder = folder;
    }

    /** The login that was kept for this device. */
    public Optional<DeviceLogin> find(TenantId tenant, DeviceId device) {
        Path file = file(tenant, device);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), DeviceLogin.class));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the login in " + file, e);
        }
    }

    /** Keeps this login in place of an earlier one. Written under another name first: a crash leaves no half of it. */
    public void keep(TenantId tenant, DeviceId device, DeviceLogin login) {
        Path file = file(tenant, device);
        try {
            Files.createDirectories(file.getParent());
            Path whole = Files.createTempFile(
                    file.getParent(),
                    device.value(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(whole, JSON.writeValueAsBytes(login));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the login in " + file, e);
        }
    }

    private Path file(TenantId tenant, DeviceId device) {
        return folder.resolve(tenant.value()).resolve(device.value() + ".json");
    }
}
