package io.counterpart.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A position is the broker's entry index, so all rests on this: the index names each message once and for ever, grows with the
 * log, is not spent on a duplicate, and survives the broker's death.
 */
class BrokerLogTest {

    private static final String NAMESPACE = "log/trial";

    /** As large as a frame under load: a bookie hands out such an entry in another way than a small one. */
    private static final int FRAME_BYTES = 64 * 1024;

    @TempDir
    static Path home;

    private static LocalPlatform platform;
    private static PulsarClient client;

    @BeforeAll
    static void startBroker() throws Exception {
        platform = LocalPlatform.builder()
                .home(home)
                .components(Set.of(Component.PULSAR))
                .start();
        client = PulsarClient.builder()
                .serviceUrl(platform.pulsarUrl())
                .authentication(AuthenticationFactory.token(platform.pulsarToken("admin")))
                .build();
        put("tenants/log", "{\"adminRoles\":[],\"allowedClusters\":[\"standalone\"]}");
        put("namespaces/" + NAMESPACE, "");
        put("namespaces/" + NAMESPACE + "/retention", null);
    }

    @AfterAll
    static void stopBroker() throws PulsarClientException {
        client.close();
        platform.close();
    }

    @Test
    void aFrameSentAgainSpendsNoIndex() throws Exception {
        String topic = topic("again");
        try (Producer<byte[]> producer = producer(topic, "p", false)) {
            for (long sequence = 0; sequence < 100; sequence++) {
                send(producer, sequence);
                send(producer, sequence / 2);
            }
        }

        List<Message<byte[]>> log = read(topic, 100);

        for (int i = 0; i < 100; i++) {
            assertEquals(i, index(log.get(i)));
            assertEquals("p-" + i, text(log.get(i)));
        }
    }

    @Test
    void theIndexIsRightInsideABatchToo() throws Exception {
        String topic = topic("batches");
        try (Producer<byte[]> batching = producer(topic, "b", true);
                Producer<byte[]> single = producer(topic, "s", false)) {
            for (int round = 0; round < 20; round++) {
                List<CompletableFuture<MessageId>> sent = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    long sequence = round * 10L + i;
                    sent.add(batching.newMessage()
                            .sequenceId(sequence)
                            .value(frame("b-" + sequence))
                            .sendAsync());
                }
                batching.flush();
                for (CompletableFuture<MessageId> future : sent) {
                    future.get(10, TimeUnit.SECONDS);
                }
                send(single, round);
            }
        }

        List<Message<byte[]>> log = read(topic, 220);

        for (int i = 0; i < log.size(); i++) {
            assertEquals(i, index(log.get(i)), "message " + text(log.get(i)));
        }
    }

    @Test
    void aKilledBrokerHasAllAndNumbersOnWhereItWas() throws Exception {
        String topic = topic("killed");
        List<String> sent = new ArrayList<>();
        List<Message<byte[]>> before = List.of();
        for (int life = 0; life < 2; life++) {
            try (Producer<byte[]> producer = producer(topic, "k" + life, false)) {
                for (int sequence = 0; sequence < 50; sequence++) {
                    send(producer, sequence);
                    sent.add("k" + life + "-" + sequence);
                }
                CompletableFuture<MessageId> underWay = producer.newMessage()
                        .sequenceId(50)
                        .value(frame("k" + life + "-50"))
                        .sendAsync();
                sent.add("k" + life + "-50");

                platform.process(Component.PULSAR).kill();
                platform.restart(Component.PULSAR);
                underWay.get(60, TimeUnit.SECONDS);
            }
            List<Message<byte[]>> log = read(topic, sent.size());

            assertEquals(sent, log.stream().map(BrokerLogTest::text).toList());
            assertGrowing(log);
            assertSameEntries(before, log);
            before = log;
        }
    }

    private static void assertGrowing(List<Message<byte[]>> log) {
        for (int i = 1; i < log.size(); i++) {
            assertTrue(index(log.get(i - 1)) < index(log.get(i)), "at " + i);
        }
    }

    /** What stood there before the broker died stands there still, under the same index and time. */
    private static void assertSameEntries(List<Message<byte[]>> before, List<Message<byte[]>> now) {
        for (int i = 0; i < before.size(); i++) {
            assertEquals(index(before.get(i)), index(now.get(i)));
            assertEquals(before.get(i).getBrokerPublishTime(), now.get(i).getBrokerPublishTime());
        }
    }

    private static Producer<byte[]> producer(String topic, String name, boolean batching) throws PulsarClientException {
        return client.newProducer()
                .topic(topic)
                .producerName(name)
                .enableBatching(batching)
                .batchingMaxPublishDelay(10, TimeUnit.SECONDS)
                .sendTimeout(0, TimeUnit.SECONDS)
                .create();
    }

    private static void send(Producer<byte[]> producer, long sequence) throws Exception {
        producer.newMessage()
                .sequenceId(sequence)
                .value(frame(producer.getProducerName() + "-" + sequence))
                .sendAsync()
                .get(20, TimeUnit.SECONDS);
    }

    /** The whole log, which holds at least so many messages. */
    private static List<Message<byte[]>> read(String topic, int atLeast) throws IOException {
        List<Message<byte[]>> log = new ArrayList<>();
        try (Reader<byte[]> reader = client.newReader()
                .topic(topic)
                .startMessageId(MessageId.earliest)
                .create()) {
            while (log.size() < atLeast || reader.hasMessageAvailable()) {
                Message<byte[]> message = reader.readNext(20, TimeUnit.SECONDS);
                assertTrue(message != null, () -> "only " + log.size() + " messages came");
                log.add(message);
            }
        }
        return log;
    }

    private static long index(Message<byte[]> message) {
        return message.getIndex().orElseThrow();
    }

    private static String text(Message<byte[]> message) {
        return new String(message.getData(), StandardCharsets.UTF_8).strip();
    }

    private static byte[] frame(String text) {
        byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, (byte) ' ');
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, frame, 0, bytes.length);
        return frame;
    }

    private static String topic(String name) throws Exception {
        put("persistent/" + NAMESPACE + "/" + name, "");
        return "persistent://" + NAMESPACE + "/" + name;
    }

    private static void put(String path, @Nullable String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(platform.pulsarAdminUrl() + "/admin/v2/" + path))
                .header("Authorization", "Bearer " + platform.pulsarToken("admin"))
                .header("Content-Type", "application/json");
        if (body == null) {
            request.POST(
                    HttpRequest.BodyPublishers.ofString("{\"retentionTimeInMinutes\":-1,\"retentionSizeInMB\":-1}"));
        } else {
            request.PUT(HttpRequest.BodyPublishers.ofString(body));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertTrue(response.statusCode() < 300, path + ": " + response.statusCode() + " " + response.body());
        }
    }
}
