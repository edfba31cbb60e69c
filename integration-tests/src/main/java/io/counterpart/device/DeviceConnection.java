package io.counterpart.device;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A device on MQTT 5, as a device maker would write it: an ordinary client library, QoS 1, reconnecting by itself. What was
 * not acknowledged when a connection ended is sent again on the next one, in order; bounding it is the caller's part.
 */
public final class DeviceConnection implements AutoCloseable {
    /** How a reason begins when the platform does not know the device or its token. */
    public static final String LOGIN_REFUSED = "login refused";

    private static final String TOPIC = "telemetry";
    private static final String DESIRED = "desired";
    private static final String COMMANDS = "commands/";
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final long FIRST_DELAY_MILLIS = 250;
    private static final long LONGEST_DELAY_MILLIS = 5_000;
    private static final long CLOSE_PATIENCE_SECONDS = 5;

    private final Mqtt5AsyncClient client;
    private final CompletableFuture<Void> connected;

    private DeviceConnection(Mqtt5AsyncClient client, CompletableFuture<Void> connected) {
        this.client = client;
        this.connected = connected;
    }

    /**
     * Begins to connect, and goes on trying until it is closed.
     *
     * @param onTrouble told why a connection ended or could not be made, each time
     */
    public static DeviceConnection open(PlatformAccess access, DeviceLogin login, Consumer<String> onTrouble) {
        Mqtt5AsyncClient client = Mqtt5Client.builder()
                .identifier(login.username().replace('/', '-'))
                .serverHost(access.mqttHost())
                .serverPort(access.mqttPort())
                .simpleAuth()
                .username(login.username())
                .password(login.password().getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .automaticReconnect()
                .initialDelay(FIRST_DELAY_MILLIS, TimeUnit.MILLISECONDS)
                .maxDelay(LONGEST_DELAY_MILLIS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addDisconnectedListener(context -> afterDisconnect(context, onTrouble))
                .buildAsync();
        CompletableFuture<Void> connected = client.connectWith()
                .cleanStart(true)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .send()
                .thenAccept(accepted -> {});
        return new DeviceConnection(client, connected);
    }

    private static void afterDisconnect(MqttClientDisconnectedContext context, Consumer<String> onTrouble) {
        if (context.getSource() != MqttDisconnectSource.USER) {
            context.getReconnector().republishIfSessionExpired(true).resubscribeIfSessionExpired(true);
            onTrouble.accept(reason(context.getCause()));
        }
    }

    private static String reason(Throwable cause) {
        if (cause instanceof Mqtt5ConnAckException refused) {
            return LOGIN_REFUSED + ": " + refused.getMqttMessage().getReasonCode();
        }
        @Nullable Throwable root = cause.getCause();
        return root == null ? String.valueOf(cause.getMessage()) : String.valueOf(root.getMessage());
    }

    /** Completes with the first connection; until then nothing can be published. */
    public CompletableFuture<Void> connected() {
        return connected;
    }

    public boolean isConnected() {
        return client.getState() == MqttClientState.CONNECTED;
    }

    /** Sends readings with QoS 1. Completes when the platform has acknowledged them, so when they are durable there. */
    public CompletableFuture<Void> publish(String payload) {
        return client.publishWith()
                .topic(TOPIC)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send()
                .thenAccept(DeviceConnection::requireAccepted);
    }

    /**
     * Hears what is wanted of the device's twin, all of it each time, now and from each connection that follows.
     *
     * @param desired takes the payload, on a thread of the client's
     * @return completes when it is subscribed
     */
    public CompletableFuture<Void> hearDesired(Consumer<String> desired) {
        return client.subscribeWith()
                .topicFilter(DESIRED)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> desired.accept(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
                .send()
                .thenAccept(subscribed -> {});
    }

    /**
     * Hears what the device is to do. A command may come again, by its id, when it is not known that the device has it.
     *
     * @param commands takes each, on a thread of the client's
     * @return completes when it is subscribed
     */
    public CompletableFuture<Void> hearCommands(Consumer<DeviceCommand> commands) {
        return client.subscribeWith()
                .topicFilter(COMMANDS + "+")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> commands.accept(new DeviceCommand(
                        message.getTopic().toString().substring(COMMANDS.length()),
                        new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8))))
                .send()
                .thenAccept(subscribed -> {});
    }

    /** Answers a command. Completes when the answer is durable. */
    public CompletableFuture<Void> answer(String command, String payload) {
        return client.publishWith()
                .topic(COMMANDS + command + "/response")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send()
                .thenAccept(DeviceConnection::requireAccepted);
    }

    private static void requireAccepted(Mqtt5PublishResult result) {
        result.getError().ifPresent(refused -> {
            throw new IllegalStateException("the platform refused a publish", refused);
        });
    }

    /** Says goodbye, when there is somebody to say it to. */
    @Override
    public void close() {
        CompletableFuture<Void> gone = client.disconnect();
        gone.completeOnTimeout(null, CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(alreadyAway -> null)
                .join();
    }
}
