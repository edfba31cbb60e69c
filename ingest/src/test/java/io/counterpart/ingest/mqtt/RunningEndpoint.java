package io.counterpart.ingest.mqtt;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.ingest.Settings;
import io.counterpart.ingest.access.FakeAccessFeed;
import io.counterpart.ingest.commands.CommandDirectory;
import io.counterpart.ingest.commands.FakeCommandFeed;
import io.counterpart.ingest.desired.DesiredDirectory;
import io.counterpart.ingest.desired.FakeDesiredFeed;
import io.counterpart.ingest.publishing.FakeInputPublisher;
import io.counterpart.ingest.publishing.Publishing;
import io.counterpart.ingest.publishing.PublishingConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The MQTT endpoint on a free port, with an access topic and a log that the test holds in its hand. */
final class RunningEndpoint implements AutoCloseable {

    static final String TENANT = "acme";
    static final String DEVICE = "pump-1";
    static final String USER = TENANT + "/" + DEVICE;
    static final String TOKEN = "cd_of-pump-1";

    /** When commands pass that are not to pass: some time in the year 2200. */
    static final long LATER = 7_258_118_400_000L;

    final FakeAccessFeed access = new FakeAccessFeed().withTenant(TENANT).withDevice(TENANT, DEVICE, TOKEN);
    final DesiredDirectory desired = new DesiredDirectory();
    final CommandDirectory commands = new CommandDirectory();
    final FakeInputPublisher log = new FakeInputPublisher();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MqttEndpoint endpoint;

    private final AtomicLong aheadMs = new AtomicLong();

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));

    RunningEndpoint(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "counterpart.mqtt.host", "127.0.0.1",
                "counterpart.mqtt.port", "0",
                "counterpart.mqtt.loops", "1",
                "counterpart.mqtts.port", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        Publishing publishing = new Publishing(
                log, Settings.of(PublishingConfig.class, all), meters, InstantSource.system(), new Random(1));
        endpoint = new MqttEndpoint(
                vertx,
                Settings.of(MqttConfig.class, all),
                Settings.of(MqttsConfig.class, all),
                access,
                new FakeDesiredFeed(desired),
                new FakeCommandFeed(commands),
                publishing,
                meters,
                () -> Instant.now().plusMillis(aheadMs.get()));
        endpoint.start();
    }

    int port() {
        return ports().getFirst();
    }

    List<Integer> ports() {
        return endpoint.ports();
    }

    RawClient client() {
        return new RawClient(port());
    }

    /** Time goes by, for those who ask when something arrives. */
    void pass(Duration time) {
        aheadMs.addAndGet(time.toMillis());
    }

    /** What time it is now. */
    long now() {
        return System.currentTimeMillis() + aheadMs.get();
    }

    /** The device is to do this; no payload is null. */
    void command(String id, long position, String name, @Nullable Object payload) {
        command(id, position, name, payload, LATER);
    }

    void command(String id, long position, String name, @Nullable Object payload, long expiresAt) {
        command(new TwinCommand(
                new TenantId(TENANT),
                new TwinId(DEVICE),
                new DeviceId(DEVICE),
                new CommandId(id),
                position,
                new PropertyName(name),
                payload == null ? null : new ObjectMapper().valueToTree(payload),
                expiresAt));
    }

    void command(TwinCommand command) {
        commands.apply(
                TwinCommand.key(command.tenant(), command.twin(), command.id()), TwinCommand.JSON.write(command));
    }

    /** The command is delivered or over. */
    void over(String id) {
        commands.apply(TwinCommand.key(new TenantId(TENANT), new TwinId(DEVICE), new CommandId(id)), null);
    }

    /** What devices said, as it stands in the log. */
    List<String> said() {
        return log.durable().stream()
                .map(written -> written.kind() + " of " + written.about() + ": " + written.payload())
                .toList();
    }

    double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    /** Waits for what another thread is about to do. */
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about");
            }
            LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public void close() {
        log.comeBack();
        endpoint.stop(Duration.ofSeconds(2));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
