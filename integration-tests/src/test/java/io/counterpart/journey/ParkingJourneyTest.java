package io.counterpart.journey;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What nobody writes into is not looked after, and what is written then is seen all the same. */
@ExtendWith(WholePlatform.class)
class ParkingJourneyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void aReadingWakesAParkedPartitionOverARestartToo(LocalPlatform platform, Customer customer) throws Exception {
        DeviceLogin login = customer.device("sleeper");
        try (DeviceConnection device = customer.connect(login)) {
            publish(device, 1);
            awaitStored(customer, 1);
            awaitParked(platform, customer.tenant());

            publish(device, 2);
            awaitStored(customer, 2);
            awaitParked(platform, customer.tenant());

            platform.restart(Component.RUNTIME);
            publish(device, 3);
            awaitStored(customer, 3);
        }
        List<ActivityEvent> activity = activity(platform, customer.tenant());
        assertEquals(
                3,
                activity.stream().filter(ActivityEvent.Awake.class::isInstance).count(),
                activity::toString);
    }

    private static void publish(DeviceConnection device, int value) throws Exception {
        device.publish("{\"pressure\":" + value + "}").get(20, TimeUnit.SECONDS);
    }

    private static void awaitStored(Customer customer, int value) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/sleeper")
                        .then()
                        .statusCode(200)
                        .body("properties.pressure.measured.value", equalTo((float) value))
                        .body("counts.stored", equalTo(value)));
    }

    /** The owner has named the last wake: all there is of it is folded and kept. */
    private static void awaitParked(LocalPlatform platform, TenantId tenant) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            List<ActivityEvent> activity = activity(platform, tenant);
            ActivityEvent last = activity.getLast();
            assertInstanceOf(ActivityEvent.Parked.class, last, activity::toString);
            assertEquals(
                    activity.stream()
                            .filter(ActivityEvent.Awake.class::isInstance)
                            .map(ActivityEvent.Awake.class::cast)
                            .toList()
                            .getLast()
                            .wake(),
                    ((ActivityEvent.Parked) last).wake());
        });
    }

    private static List<ActivityEvent> activity(LocalPlatform platform, TenantId tenant) throws Exception {
        List<ActivityEvent> activity = new ArrayList<>();
        try (PulsarClient client = PulsarClient.builder()
                        .serviceUrl(platform.pulsarUrl())
                        .authentication(AuthenticationFactory.token(platform.pulsarToken("admin")))
                        .build();
                Reader<byte[]> reader = client.newReader()
                        .topic(Topics.ACTIVITY)
                        .startMessageId(MessageId.earliest)
                        .create()) {
            while (reader.hasMessageAvailable()) {
                Message<byte[]> message = reader.readNext(10, TimeUnit.SECONDS);
                if (message.size() > 0) {
                    ActivityEvent event = ActivityEvent.JSON.read(message.getData());
                    if (event.tenant().equals(tenant)) {
                        activity.add(event);
                    }
                }
            }
        }
        return activity;
    }
}
