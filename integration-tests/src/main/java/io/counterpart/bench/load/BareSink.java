package io.counterpart.bench.load;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.concurrent.ExecutionException;

/**
 * The ruler of ingest: a Vert.x MQTT server that counts and acknowledges, on one event loop with native epoll, and does nothing else. A
 * process of its own; says {@value #LISTENING} and its port, and ends when its input does.
 */
public final class BareSink {
    /** What it says, followed by a space and its port, when it can be connected to. */
    public static final String LISTENING = "LISTENING";

    private static final int LARGEST_MESSAGE = 64 * 1024;

    private long messages;

    private BareSink() {}

    public static void main(String[] arguments) throws Exception {
        new BareSink().run();
    }

    private void run() throws ExecutionException, InterruptedException, java.io.IOException {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        if (!vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException("the ruler needs native epoll", vertx.unavailableNativeTransportCause());
        }
        MqttServerOptions options = new MqttServerOptions().setHost("127.0.0.1").setPort(0);
        options.setMaxMessageSize(LARGEST_MESSAGE).setMaxClientIdLength(128);
        MqttServer server = MqttServer.create(vertx, options)
                .endpointHandler(this::welcome)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println(LISTENING + " " + server.actualPort());
        while (System.in.read() >= 0) {
            // Whoever started it holds the other end.
        }
        System.out.println("messages=" + messages);
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void welcome(MqttEndpoint endpoint) {
        endpoint.publishHandler(message -> acknowledge(endpoint, message));
        endpoint.accept(false);
    }

    private void acknowledge(MqttEndpoint endpoint, MqttPublishMessage message) {
        messages++;
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            endpoint.publishAcknowledge(message.messageId());
        }
    }
}
