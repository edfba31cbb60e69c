package io.counterpart.bench;

import io.counterpart.bench.load.LoadCredential;
import io.counterpart.bench.load.LoadPlan;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.device.FreshToken;
import io.counterpart.device.PlatformAccess;
import io.counterpart.device.PlatformApi;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.Port;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Tenants on a local platform, and devices spread over them. */
final class ManyTenants {
    private final LocalPlatform platform;
    private final List<TenantId> tenants;
    private final List<PlatformApi> makers;

    private ManyTenants(LocalPlatform platform, List<TenantId> tenants, List<PlatformApi> makers) {
        this.platform = platform;
        this.tenants = tenants;
        this.makers = makers;
    }

    static ManyTenants on(LocalPlatform platform, List<TenantId> tenants, String plan) throws InterruptedException {
        PlatformApi asPlatform =
                api(platform, new FreshToken(() -> platform.people().token("", "platform-admin")));
        List<PlatformApi> makers = Calls.atOnce(tenants.size(), i -> {
            asPlatform.putTenant(tenants.get(i), "Load " + tenants.get(i), plan);
            String key = asPlatform.newApiKey(tenants.get(i), "load", "device-maker");
            return api(platform, () -> key);
        });
        return new ManyTenants(platform, tenants, makers);
    }

    private static PlatformApi api(LocalPlatform platform, Supplier<String> token) {
        return new PlatformApi(
                new PlatformAccess(URI.create(platform.portalUrl()), "localhost", platform.port(Port.MQTT), token));
    }

    /** This many devices with a login each, dealt out to the tenants in turn; a file of their logins in this folder. */
    Path devices(int count, Path folder) throws InterruptedException {
        return LoadCredential.file(folder, Calls.atOnce(count, i -> device(i % tenants.size(), i)));
    }

    private LoadCredential device(int of, int number) {
        DeviceId device = new DeviceId("device-" + number);
        makers.get(of).putDevice(tenants.get(of), device, TypeId.UNTYPED, new TwinId(device.value()));
        return LoadCredential.of(makers.get(of).newLogin(tenants.get(of), device));
    }

    /** A load generator with these devices logged in. */
    LoadProcess connected(Path devices, LoadPlan plan) {
        return LoadProcess.connected(platform.port(Port.MQTT), devices, plan);
    }
}
