package io.counterpart.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real MQTT server that loses connections and refuses logins. */
final class DeviceConnectionTest {
    private static final long SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private final AtomicInteger connectionsToLose = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private int port;

    @BeforeEach
    void listen() throws InterruptedException, ExecutionException {
        port = MqttServer.create(
                        vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0))
                .endpointHandler(this::serve)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterEach
    void stop() throws InterruptedException, ExecutionException {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void serve(MqttEndpoint endpoint) {
        if (!endpoint.auth().getPassword().equals("secret")) {
            endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD);
            return;
        }
        endpoint.publishHandler(message -> take(endpoint, message));
        endpoint.subscribeHandler(wanted -> {
            endpoint.subscribeAcknowledge(wanted.messageId(), List.of(MqttQoS.AT_LEAST_ONCE));
            wanted.topicSubscriptions()
                    .forEach(topic -> endpoint.publish(
                            topic.topicName(),
                            Buffer.buffer("connection " + connections.incrementAndGet()),
                            MqttQoS.AT_LEAST_ONCE,
                            false,
                            false));
        });
        endpoint.accept(false);
    }

    private void take(MqttEndpoint endpoint, MqttPublishMessage message) {
        if (connectionsToLose.getAndDecrement() > 0) {
            endpoint.close();
            return;
        }
        received.add(endpoint.auth().getUsername() + " " + message.topicName() + " " + message.payload());
        endpoint.publishAcknowledge(message.messageId());
    }

    @Test
    void aPublishCompletesWhenItIsAcknowledged() throws Exception {
        try (DeviceConnection connection = open("secret")) {
            connection.connected().get(SECONDS, TimeUnit.SECONDS);

            connection.publish("{\"p\":1}").get(SECONDS, TimeUnit.SECONDS);

            assertTrue(connection.isConnected());
            assertEquals(List.of("acme/pump-1 telemetry {\"p\":1}"), List.copyOf(received));
        }
    }

    @Test
    void whatALostConnectionLeftUnacknowledgedIsSentOnTheNext() throws Exception {
        connectionsToLose.set(1);
        try (DeviceConnection connection = open("secret")) {
            connection.connected().get(SECONDS, TimeUnit.SECONDS);

            connection.publish("{\"p\":1}").get(SECONDS, TimeUnit.SECONDS);

            assertEquals(List.of("acme/pump-1 telemetry {\"p\":1}"), List.copyOf(received));
        }
    }

    @Test
    void whatIsDesiredIsHeardAgainFromTheNextConnection() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        connectionsToLose.set(1);
        try (DeviceConnection connection = open("secret")) {
            connection.connected().get(SECONDS, TimeUnit.SECONDS);
            connection.hearDesired(heard::add).get(SECONDS, TimeUnit.SECONDS);
            assertEquals("connection 1", heard.poll(SECONDS, TimeUnit.SECONDS));

            connection.publish("{\"p\":1}").get(SECONDS, TimeUnit.SECONDS);

            assertEquals("connection 2", heard.poll(SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    void aRefusedLoginIsToldAsSuchAndTriedAgain() throws Exception {
        try (DeviceConnection connection = open("wrong")) {
            for (int attempt = 0; attempt < 2; attempt++) {
                String trouble = String.valueOf(troubles.poll(SECONDS, TimeUnit.SECONDS));

                assertTrue(trouble.startsWith(DeviceConnection.LOGIN_REFUSED), trouble);
            }
            CompletableFuture<Void> connected = connection.connected();
            assertThrows(TimeoutException.class, () -> connected.get(0, TimeUnit.SECONDS));
        }
    }

    private DeviceConnection open(String password) {
        PlatformAccess access =
                new PlatformAccess(URI.create("http://localhost"), "127.0.0.1", port, () -> "no token is needed");
        return DeviceConnection.open(access, new DeviceLogin("acme/pump-1", password), troubles::add);
    }
}
