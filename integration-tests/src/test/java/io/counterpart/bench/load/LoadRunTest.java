package io.counterpart.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real MQTT server: what is sent is MQTT, numbered without a gap, and bounded as planned. */
final class LoadRunTest {
    private static final Pattern SEQUENCE = Pattern.compile("\"seq\":(\\d+)");

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, ConcurrentLinkedQueue<Long>> received = new ConcurrentHashMap<>();
    private final AtomicInteger closeAfter = new AtomicInteger(Integer.MAX_VALUE);
    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = MqttServer.create(
                        vertx,
                        new MqttServerOptions().setHost("127.0.0.1").setPort(0).setMaxMessageSize(65_536))
                .endpointHandler(this::serve)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void serve(MqttEndpoint endpoint) {
        String device = endpoint.auth().getUsername();
        AtomicBoolean gone = new AtomicBoolean();
        endpoint.publishHandler(message -> {
            if (closeAfter.getAndDecrement() == 0) {
                gone.set(true);
                vertx.runOnContext(now -> endpoint.close());
            }
            if (gone.get()) {
                return;
            }
            Matcher sequences = SEQUENCE.matcher(message.payload().toString(StandardCharsets.US_ASCII));
            while (sequences.find()) {
                received.computeIfAbsent(device, name -> new ConcurrentLinkedQueue<>())
                        .add(Long.parseLong(sequences.group(1)));
            }
            endpoint.publishAcknowledge(message.messageId());
        });
        endpoint.accept(false);
    }

    @Test
    void everyDeviceSendsItsShareInOrderAndWithoutAGap() throws Exception {
        LoadResult result = run(new LoadPlan(3, 4, 2, 1, 30, 0, 0, false));

        assertEquals(30, result.sent());
        assertEquals(30, result.acknowledged());
        assertEquals(3, received.size());
        received.values().forEach(sequences -> assertEquals(firstSequences(10), List.copyOf(sequences)));
        assertEquals(10, result.devices().getFirst().acknowledged());
    }

    @Test
    void tenReadingsAMessageAreTenSequenceNumbers() throws Exception {
        LoadResult result = run(new LoadPlan(1, 1, 1, 10, 5, 0, 0, false));

        assertEquals(5, result.acknowledged());
        assertEquals(50, result.devices().getFirst().acknowledged());
        received.values().forEach(sequences -> assertEquals(firstSequences(50), List.copyOf(sequences)));
    }

    @Test
    void aRateIsKept() throws Exception {
        LoadResult result = run(new LoadPlan(4, 8, 1, 1, 100, 1_000, 0, false));

        assertEquals(100, result.acknowledged());
        assertTrue(result.seconds() > 0.09, () -> "100 messages at 1,000 a second took " + result.seconds() + " s");
    }

    @Test
    void afterALostConnectionWhatWasNotAcknowledgedIsSentAgain() throws Exception {
        closeAfter.set(7);

        LoadResult result = run(new LoadPlan(1, 4, 2, 1, 20, 0, 0, true));

        assertEquals(20, result.acknowledged());
        assertEquals(1, result.reconnects());
        received.values()
                .forEach(sequences -> assertEquals(
                        firstSequences(20), sequences.stream().distinct().toList()));
    }

    @Test
    void aLoadThatIsStoppedWaitsForWhatIsUnderWay() throws Exception {
        LoadResult result = run(new LoadPlan(2, 4, 1, 1, Long.MAX_VALUE, 0, 0.05, false));

        assertTrue(result.sent() > 0);
        assertEquals(result.sent(), result.acknowledged());
    }

    private LoadResult run(LoadPlan plan) throws InterruptedException, ExecutionException, TimeoutException {
        List<LoadCredential> credentials = IntStream.range(0, plan.connections())
                .mapToObj(i -> new LoadCredential("bench/device-" + i, "secret"))
                .toList();
        try (LoadRun run =
                new LoadRun(plan, credentials, new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            run.connect().get(20, TimeUnit.SECONDS);
            return run.send().get(20, TimeUnit.SECONDS);
        }
    }

    private static List<Long> firstSequences(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ReadingTemplate.FIRST_SEQUENCE + i)
                .toList();
    }
}
