package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the log is away: nothing is acknowledged, nothing is read any more, memory stays where it is; and then all goes on. */
final class BackPressureTest {

    private static final int SENDERS = 8;
    private static final int ROUNDS = 400;
    private static final String PAYLOAD = "x".repeat(4_000);
    private static final int WAITING_MAX = 1 << 20;

    /** What one read of a socket may still bring after the bound. */
    private static final int ONE_READ = 128 << 10;

    @Test
    void theSocketsAreNotReadWhileTheLogIsAwayAndEverythingArrivesAfterwards() throws InterruptedException {
        try (RunningEndpoint running = new RunningEndpoint(
                "counterpart.publishing.waiting-bytes-max",
                Integer.toString(WAITING_MAX),
                "counterpart.mqtt.in-flight-max",
                "60000")) {
            // Given
            running.log.goAway();
            List<RawClient> clients = new ArrayList<>();
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                String device = "flood-" + i;
                running.access.withDevice("acme", device, "cd_" + device);
                RawClient client = running.client();
                client.connect(MqttVersion.MQTT_3_1_1, "acme/" + device, "cd_" + device);
                clients.add(client);
            }

            // When
            for (RawClient client : clients) {
                senders.add(Thread.ofVirtual().start(() -> flood(client)));
            }
            until(() -> running.gauge("counterpart.mqtt.held") == SENDERS);

            // Then
            assertTrue(clients.getFirst().hearsNothingFor(300));
            long heldBytes = running.log.bytesWaiting();
            assertTrue(heldBytes <= WAITING_MAX + ONE_READ, () -> heldBytes + " bytes wait");
            assertEquals(0, running.log.durable().size());

            running.log.comeBack();
            for (Thread sender : senders) {
                sender.join();
            }
            until(() -> running.log.durable().size() == SENDERS * ROUNDS);
            until(() -> running.gauge("counterpart.mqtt.held") == 0);
            clients.forEach(RawClient::close);
        }
    }

    private static void flood(RawClient client) {
        try {
            for (int id = 1; id <= ROUNDS; id++) {
                client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, id, PAYLOAD));
            }
        } catch (UncheckedIOException closed) {
            throw new AssertionError("the server closed instead of waiting", closed);
        }
    }
}
