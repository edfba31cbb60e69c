package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.access.AccessFeed;
import io.counterpart.ingest.access.DeviceLogins;
import io.counterpart.ingest.commands.CommandFeed;
import io.counterpart.ingest.desired.DesiredFeed;
import io.counterpart.ingest.publishing.Publishing;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The MQTT endpoint as a whole: starts it, stops it gracefully. */
@ApplicationScoped
public class MqttEndpoint {

    private static final Logger LOG = Logger.getLogger(MqttEndpoint.class);
    private static final int START_SECONDS = 30;

    private final Vertx vertx;
    private final MqttConfig config;
    private final MqttsConfig tls;
    private final Publishing publishing;
    private final Doorway doorway;
    private final List<MqttServerVerticle> verticles = new CopyOnWriteArrayList<>();
    private volatile boolean listening;

    public MqttEndpoint(
            Vertx vertx,
            MqttConfig config,
            MqttsConfig tls,
            AccessFeed feed,
            DesiredFeed desired,
            CommandFeed commands,
            Publishing publishing,
            MeterRegistry registry,
            InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.tls = tls;
        this.publishing = publishing;
        Sessions sessions = new Sessions(config.connectionsPerDeviceMax());
        feed.directory().onChange(sessions::onChange);
        this.doorway = new Doorway(
                config,
                new DeviceLogins(feed),
                new FailedLogins(config.failedLoginsPerMinute(), config.failedLoginAddressesMax(), clock),
                sessions,
                desired.directory(),
                commands.directory(),
                new MqttMeters(registry),
                clock);
    }

    /**
     * Listens, when it comes back.
     *
     * @throws IllegalStateException when a port is taken or the key store cannot be read
     */
    public void start() {
        List<NetServerOptions> listeners = listeners();
        int loops = config.loops().orElse(Runtime.getRuntime().availableProcessors());
        await(
                vertx.deployVerticle(
                                () -> {
                                    MqttServerVerticle verticle =
                                            new MqttServerVerticle(doorway, publishing, listeners);
                                    verticles.add(verticle);
                                    return verticle;
                                },
                                new DeploymentOptions().setInstances(loops))
                        .toCompletionStage(),
                Duration.ofSeconds(START_SECONDS));
        listening = true;
        LOG.infof(
                "mqtt listens ports=%s loops=%d native=%b",
                verticles.getFirst().ports(), loops, vertx.isNativeTransportEnabled());
    }

    private List<NetServerOptions> listeners() {
        NetServerOptions plain = new NetServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
        List<NetServerOptions> listeners = new ArrayList<>(List.of(plain));
        tls.keyStore()
                .ifPresent(path -> listeners.add(new NetServerOptions(plain)
                        .setPort(tls.port())
                        .setSsl(true)
                        .setSslHandshakeTimeout(config.loginTimeout().toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(path.toString())
                                .setPassword(tls.keyStorePassword().orElse("")))));
        return listeners;
    }

    /** Whether devices can connect. */
    public boolean isListening() {
        return listening;
    }

    /** The ports it listens on: MQTT, then MQTT over TLS where that is configured. */
    public List<Integer> ports() {
        return verticles.getFirst().ports();
    }

    /**
     * Lets nobody in any more, reads nothing more, waits until all that was read is durable and acknowledged, and ends every
     * connection. What is not durable by then is not acknowledged, and its devices send it again.
     */
    public void stop(Duration patience) {
        listening = false;
        try {
            await(all(MqttServerVerticle::drain), patience);
        } catch (IllegalStateException late) {
            LOG.warnf("stopped with readings under way, none of them acknowledged cause=%s", late.getMessage());
        }
        await(all(MqttServerVerticle::end), Duration.ofSeconds(1));
    }

    private CompletionStage<Void> all(Function<MqttServerVerticle, CompletionStage<Void>> step) {
        return CompletableFuture.allOf(verticles.stream()
                .map(verticle -> step.apply(verticle).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private static void await(CompletionStage<?> step, Duration patience) {
        try {
            step.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("not within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
