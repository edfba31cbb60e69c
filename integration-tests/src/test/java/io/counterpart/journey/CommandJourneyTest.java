package io.counterpart.journey;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.device.DeviceCommand;
import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator has a device do, from the API down to it, and what it answers. */
@ExtendWith(WholePlatform.class)
class CommandJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String VALVE = """
            {"@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:CommandedValve;1","@type":"Interface","contents":[
             {"@type":"Telemetry","name":"position","schema":"double"},
             {"@type":"Command","name":"stroke",
              "request":{"name":"travel","schema":"integer"},
              "response":{"name":"seconds","schema":"double"}},
             {"@type":"Command","name":"stop"}]}""";

    /** A device that notes what it is to do. */
    private static DeviceConnection connect(Customer customer, DeviceLogin login, List<DeviceCommand> heard)
            throws Exception {
        DeviceConnection device = customer.connect(login);
        device.hearCommands(heard::add).get(30, TimeUnit.SECONDS);
        return device;
    }

    private static ValidatableResponse command(Customer customer, String twin, String body) {
        return customer.as("operator")
                .body(body)
                .post("/twins/" + twin + "/commands")
                .then();
    }

    private static String commanded(Customer customer, String twin, String body) {
        return command(customer, twin, body).statusCode(202).extract().path("id");
    }

    private static ValidatableResponse read(Customer customer, String command) {
        return customer.as("viewer").get("/commands/" + command).then().statusCode(200);
    }

    private static void awaitStatus(Customer customer, String command, String status) {
        await().atMost(PATIENCE).untilAsserted(() -> read(customer, command).body("status", equalTo(status)));
    }

    private static List<String> ids(List<DeviceCommand> heard) {
        return heard.stream().map(DeviceCommand::id).toList();
    }

    @Test
    void whatAnOperatorHasADeviceDoIsDoneAndAnswered(Customer customer) throws Exception {
        // Given
        customer.as("owner").body(VALVE).post("/twin-types").then().statusCode(201);
        DeviceLogin login = customer.device("stroker");
        customer.as("owner")
                .body("{\"type\":\"dtmi:com:example:CommandedValve;1\"}")
                .put("/twins/stroker")
                .then()
                .statusCode(200);
        List<DeviceCommand> heard = new CopyOnWriteArrayList<>();
        DeviceConnection device = connect(customer, login, heard);

        // When
        String stroke = commanded(customer, "stroker", "{\"name\":\"stroke\",\"payload\":10}");

        // Then
        await().atMost(PATIENCE).until(() -> ids(heard).contains(stroke));
        assertTrue(
                heard.getFirst().payload().startsWith("{\"name\":\"stroke\",\"payload\":10,\"expiresAt\":"),
                heard::toString);
        awaitStatus(customer, stroke, "delivered");
        device.answer(stroke, "{\"status\":200,\"payload\":12.5}").get(30, TimeUnit.SECONDS);
        awaitStatus(customer, stroke, "succeeded");
        read(customer, stroke)
                .body("response.payload", equalTo(12.5f))
                .body("deliveredAt", greaterThan(1_700_000_000_000L))
                .body("requestedBy", containsString("operator"));

        // What the type does not declare goes nowhere, and what it does not let a device answer is no success.
        command(customer, "stroker", "{\"name\":\"stroke\",\"payload\":\"far\"}")
                .statusCode(400)
                .body("detail", containsString("whole number"));
        command(customer, "stroker", "{\"name\":\"fly\"}").statusCode(400);
        String odd = commanded(customer, "stroker", "{\"name\":\"stroke\",\"payload\":20}");
        await().atMost(PATIENCE).until(() -> ids(heard).contains(odd));
        device.answer(odd, "{\"status\":200,\"payload\":\"fine\"}").get(30, TimeUnit.SECONDS);
        awaitStatus(customer, odd, "failed");
        read(customer, odd).body("reason", containsString("otherwise than its type declares"));

        // What is no answer is rejected where the device maker sees it.
        device.answer(odd, "well").get(30, TimeUnit.SECONDS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("owner")
                        .get("/devices/stroker/rejections")
                        .then()
                        .body("items.reason", contains("not-an-answer")));

        // While it is away commands wait for it, or expire.
        device.close();
        String late = commanded(customer, "stroker", "{\"name\":\"stop\",\"within\":\"PT2S\"}");
        awaitStatus(customer, late, "expired");
        String waiting = commanded(customer, "stroker", "{\"name\":\"stop\",\"within\":\"PT5M\"}");
        List<DeviceCommand> heardLater = new CopyOnWriteArrayList<>();
        DeviceConnection again = connect(customer, login, heardLater);
        await().atMost(PATIENCE).until(() -> ids(heardLater).equals(List.of(waiting)));
        again.answer(waiting, "{\"status\":200}").get(30, TimeUnit.SECONDS);
        awaitStatus(customer, waiting, "succeeded");

        // It all stands on the timeline, and beyond what the twin remembers in history.
        assertEquals(List.of(stroke, odd), ids(heard));
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/stroker/timeline")
                        .then()
                        .body(
                                "items.findAll { it.event == 'commanded' }.command.status",
                                hasItems("requested", "delivered", "succeeded", "failed", "expired")));
        for (int i = 0; i < 9; i++) {
            String next = commanded(customer, "stroker", "{\"name\":\"stop\"}");
            again.answer(next, "{\"status\":500}").get(30, TimeUnit.SECONDS);
            awaitStatus(customer, next, "failed");
        }
        customer.as("viewer").get("/twins/stroker").then().body("commands.size()", equalTo(8));
        await().atMost(PATIENCE)
                .untilAsserted(() -> read(customer, stroke)
                        .body("status", equalTo("succeeded"))
                        .body("response.payload", equalTo(12.5f)));
        again.close();
    }

    @Test
    void aCommandOutlivesWhoCarriesIt(LocalPlatform platform, Customer customer) throws Exception {
        // Given
        DeviceLogin login = customer.device("survivor");
        List<DeviceCommand> heard = new CopyOnWriteArrayList<>();
        DeviceConnection device = connect(customer, login, heard);

        // When: the owner dies before it can take up one, and after it has told another
        platform.process(Component.RUNTIME).kill();
        String first = commanded(customer, "survivor", "{\"name\":\"one\",\"within\":\"PT10M\"}");
        platform.restart(Component.RUNTIME);
        await().atMost(PATIENCE).until(() -> ids(heard).contains(first));
        platform.process(Component.RUNTIME).kill();
        platform.restart(Component.RUNTIME);
        String second = commanded(customer, "survivor", "{\"name\":\"two\",\"within\":\"PT10M\"}");

        // Then: each was heard once, and in order
        await().atMost(PATIENCE).until(() -> ids(heard).contains(second));
        awaitStatus(customer, first, "delivered");
        awaitStatus(customer, second, "delivered");
        assertEquals(List.of(first, second), ids(heard));

        // And who lets the device in anew tells it only what it does not have.
        platform.process(Component.INGEST).kill();
        String third = commanded(customer, "survivor", "{\"name\":\"three\",\"within\":\"PT10M\"}");
        platform.restart(Component.INGEST);
        await().atMost(PATIENCE).until(() -> ids(heard).contains(third));
        assertEquals(List.of(first, second, third), ids(heard));
        device.answer(first, "{\"status\":200}").get(30, TimeUnit.SECONDS);
        device.answer(third, "{\"status\":200}").get(30, TimeUnit.SECONDS);
        awaitStatus(customer, first, "succeeded");
        awaitStatus(customer, third, "succeeded");
        device.close();
    }
}
