package io.counterpart.bench;

import io.counterpart.bench.load.LoadCredential;
import io.counterpart.bench.load.LoadPlan;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.FreshToken;
import io.counterpart.device.PlatformAccess;
import io.counterpart.device.PlatformApi;
import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.reader.Audit;
import io.counterpart.history.reader.HistoryReader;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import io.counterpart.platform.Port;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** A tenant for load on a local platform: its devices, and what the platform has of them afterwards. */
public final class LoadTenant implements AutoCloseable {
    private static final ReaderLimits PATIENT = new ReaderLimits(2, Duration.ofMinutes(2), 10_000);

    private final LocalPlatform platform;
    private final TenantId tenant;
    private final Vertx vertx = Vertx.vertx();
    private final HistoryReader history;
    private final PlatformApi api;

    private LoadTenant(LocalPlatform platform, TenantId tenant) {
        this.platform = platform;
        this.tenant = tenant;
        this.history = new HistoryReader(vertx, questDb(platform.environment(Component.RUNTIME)), PATIENT);
        this.api = new PlatformApi(access());
    }

    /** Makes the tenant, where there is none of this name. */
    public static LoadTenant on(LocalPlatform platform, TenantId tenant) {
        return on(platform, tenant, "standard");
    }

    /** The same by another plan. */
    static LoadTenant on(LocalPlatform platform, TenantId tenant, String plan) {
        PlatformAccess asPlatform = access(platform, () -> platform.people().token(tenant.value(), "platform-admin"));
        new PlatformApi(asPlatform).putTenant(tenant, "Load " + tenant, plan);
        return new LoadTenant(platform, tenant);
    }

    private static QuestDbAddress questDb(Map<String, String> environment) {
        return new QuestDbAddress(
                Objects.requireNonNull(environment.get("COUNTERPART_HISTORY_HTTP")),
                Objects.requireNonNull(environment.get("COUNTERPART_HISTORY_PG")),
                Objects.requireNonNull(environment.get("COUNTERPART_HISTORY_USER")),
                Objects.requireNonNull(environment.get("COUNTERPART_HISTORY_PASSWORD")));
    }

    private static PlatformAccess access(LocalPlatform platform, Supplier<String> token) {
        return new PlatformAccess(URI.create(platform.portalUrl()), "localhost", platform.port(Port.MQTT), token);
    }

    /** As somebody who may do everything in the tenant. */
    PlatformAccess access() {
        return access(platform, new FreshToken(() -> platform.people().token(tenant.value(), "admin")));
    }

    PlatformApi api() {
        return api;
    }

    TenantId tenant() {
        return tenant;
    }

    /** So many devices with a login each, in a file for the load generator that only its owner can read. */
    public Path devices(int count, Path folder) throws InterruptedException {
        return LoadCredential.file(
                folder, Calls.atOnce(count, i -> LoadCredential.of(device(new DeviceId("device-" + i)))));
    }

    /** One more device, with a login. */
    DeviceLogin device(DeviceId device) {
        api.putDevice(tenant, device, TypeId.UNTYPED, new TwinId(device.value()));
        return api.newLogin(tenant, device);
    }

    /** A load generator with these devices logged in. */
    public LoadProcess connected(Path devices, LoadPlan plan) {
        return LoadProcess.connected(platform.port(Port.MQTT), devices, plan);
    }

    /** Counts what history holds of the tenant. */
    public Audit stored() throws InterruptedException {
        try {
            return history.audit(tenant)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            throw new PlatformException("History cannot be counted: " + e.getCause(), e);
        }
    }

    /** What the platform shows of each device's readings. */
    public StoredReadings readings() {
        return new ApiStoredReadings(api, tenant);
    }

    @Override
    public void close() {
        history.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
