package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.publishing.Loop;
import io.counterpart.ingest.publishing.Publishing;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Listens for MQTT on one event loop; Vert.x spreads the connections over the instances. */
final class MqttServerVerticle extends AbstractVerticle {

    /** Client ids are bounded by {@link Login#CLIENT_ID_MAX}, with the right answer; the decoder has none. */
    private static final int CLIENT_ID_ANY = 65_535;

    private final Doorway doorway;
    private final Publishing publishing;
    private final List<NetServerOptions> listeners;
    private final List<Integer> ports = new ArrayList<>();

    private @Nullable ConnectionLoop loop;
    private @Nullable EventLoop eventLoop;

    MqttServerVerticle(Doorway doorway, Publishing publishing, List<NetServerOptions> listeners) {
        this.doorway = doorway;
        this.publishing = publishing;
        this.listeners = listeners;
    }

    @Override
    public void start(Promise<Void> started) {
        EventLoop nettys = ((ContextInternal) context).nettyEventLoop();
        ConnectionLoop own = new ConnectionLoop(doorway, publishing.open(Loop.of(nettys)));
        eventLoop = nettys;
        loop = own;
        vertx.setPeriodic(own.tickMs(), id -> own.tick());
        List<Future<Void>> listening = new ArrayList<>();
        for (NetServerOptions options : listeners) {
            listening.add(vertx.createNetServer(options)
                    .connectHandler(socket -> accept(own, socket))
                    .listen()
                    .map(server -> {
                        ports.add(server.actualPort());
                        return null;
                    }));
        }
        Future.all(listening).<Void>mapEmpty().onComplete(started);
    }

    private void accept(ConnectionLoop own, NetSocket socket) {
        ChannelHandlerContext vertxHandler = ((NetSocketInternal) socket).channelHandlerContext();
        if (own.isStopping() || !doorway.meters().opened(doorway.limits().connectionsMax())) {
            socket.close();
            return;
        }
        MqttConnection connection = new MqttConnection(own);
        String before = vertxHandler.name();
        ChannelPipeline pipeline = vertxHandler.pipeline();
        pipeline.addBefore(before, "mqtt-encoder", MqttEncoder.INSTANCE);
        pipeline.addBefore(before, "login-bytes", connection.loginBytes());
        pipeline.addBefore(
                before, "mqtt-decoder", new MqttDecoder(doorway.limits().packetBytesMax(), CLIENT_ID_ANY));
        pipeline.addBefore(before, "mqtt-connection", connection);
    }

    /** The ports it listens on, in the order of the listeners. */
    List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** From any thread: reads nothing more; completes when all that was read is durable and acknowledged. */
    CompletionStage<Void> drain() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        onLoop(own -> own.drain().whenComplete((done, failure) -> drained.complete(null)));
        return drained;
    }

    /** From any thread: ends every connection. */
    CompletionStage<Void> end() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        onLoop(own -> {
            own.end();
            ended.complete(null);
        });
        return ended;
    }

    private void onLoop(java.util.function.Consumer<ConnectionLoop> work) {
        ConnectionLoop own = loop;
        EventLoop executor = eventLoop;
        if (own == null || executor == null) {
            throw new IllegalStateException("not started");
        }
        executor.execute(() -> work.accept(own));
    }
}
