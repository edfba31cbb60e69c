package io.counterpart.demo;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.device.PlatformAccess;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the demo plant is told by its environment.
 *
 * @param access where the platform is, see {@link PlatformAccess#fromEnvironment}
 * @param tenant whose plant it is: {@code COUNTERPART_TENANT}
 * @param stateFolder where the devices' logins are kept between runs: {@code COUNTERPART_STATE_FOLDER}
 * @param seed of everything that is left to chance: {@code COUNTERPART_DEMO_SEED}
 */
record DemoSettings(PlatformAccess access, TenantId tenant, Path stateFolder, long seed) {

    static DemoSettings fromEnvironment(Map<String, String> environment) {
        return new DemoSettings(
                PlatformAccess.fromEnvironment(environment),
                new TenantId(environment.getOrDefault("COUNTERPART_TENANT", "demo")),
                Path.of(environment.getOrDefault("COUNTERPART_STATE_FOLDER", "var/demo")),
                Long.parseLong(environment.getOrDefault("COUNTERPART_DEMO_SEED", "7")));
    }
}
