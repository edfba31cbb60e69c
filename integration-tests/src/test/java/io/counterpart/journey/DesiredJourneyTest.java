package io.counterpart.journey;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.counterpart.device.DeviceLogin;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator wants of an asset, from the API down to its device, and back as what the device has set. */
@ExtendWith(WholePlatform.class)
class DesiredJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static String valve(int version, String unit, int max) {
        return """
                {"@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1","dtmi:counterpart:context;1"],
                 "@id":"dtmi:com:example:DesiredValve;%d","@type":"Interface","contents":[
                 {"@type":["Property","Pressure","Signal"],"name":"setpoint","schema":"double","unit":"%s","writable":true,
                  "source":{"unit":"kilopascal","scale":10},"quality":{"min":0,"max":%d}},
                 {"@type":"Property","name":"mode","schema":"string","writable":true},
                 {"@type":["Telemetry","Pressure"],"name":"pressure","schema":"double","unit":"bar"}]}""".formatted(version, unit, max);
    }

    /** A device that notes what it hears on {@code desired}. */
    private static Mqtt5AsyncClient connect(Customer customer, DeviceLogin login, List<String> heard) throws Exception {
        Mqtt5AsyncClient device = Mqtt5Client.builder()
                .serverHost(customer.access().mqttHost())
                .serverPort(customer.access().mqttPort())
                .simpleAuth()
                .username(login.username())
                .password(login.password().getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .buildAsync();
        device.connect().get(30, TimeUnit.SECONDS);
        device.subscribeWith()
                .topicFilter("desired")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> heard.add(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)
                        .replaceFirst("\"ts\":\\d+,", "")))
                .send()
                .get(30, TimeUnit.SECONDS);
        return device;
    }

    private static void patch(Customer customer, String body, int status) {
        customer.as("operator").body(body).patch("/twins/valve").then().statusCode(status);
    }

    private static void retype(Customer customer, int version) {
        customer.as("owner")
                .body("{\"type\":\"dtmi:com:example:DesiredValve;" + version + "\"}")
                .put("/twins/valve")
                .then()
                .statusCode(200);
    }

    @Test
    void whatAnOperatorWantsReachesTheDeviceAndComesBackAsSet(Customer customer) throws Exception {
        // Given
        customer.as("owner")
                .body("[" + valve(1, "bar", 10) + "," + valve(2, "kilopascal", 800) + "]")
                .post("/twin-types")
                .then()
                .statusCode(201);
        DeviceLogin login = customer.device("valve");
        retype(customer, 1);
        List<String> heard = new CopyOnWriteArrayList<>();
        Mqtt5AsyncClient device = connect(customer, login, heard);
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of("{\"values\":{}}"), heard));

        // When: in bar; the device speaks in tens of kilopascals
        patch(
                customer,
                "{\"properties\":{\"setpoint\":{\"desired\":{\"value\":5,\"unit\":\"bar\"}},\"mode\":{\"desired\":\"auto\"}}}",
                200);

        // Then
        String wanted = "{\"values\":{\"mode\":\"auto\",\"setpoint\":50}}";
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(wanted, heard.getLast()));
        device.publishWith()
                .topic("reported")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("{\"mode\":\"auto\",\"setpoint\":50}".getBytes(StandardCharsets.UTF_8))
                .send()
                .get(30, TimeUnit.SECONDS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/valve")
                        .then()
                        .body("properties.setpoint.measured.value", equalTo(5f))
                        .body("properties.setpoint.desired.value", equalTo(5f))
                        .body("properties.setpoint.desired.since", greaterThan(1_700_000_000_000L))
                        .body("properties.mode.desired.value", equalTo("auto"))
                        .body("writable", contains("mode", "setpoint")));

        // What cannot be goes nowhere.
        customer.as("operator")
                .body("{\"properties\":{\"setpoint\":{\"desired\":11},\"mode\":{\"desired\":\"manual\"}}}")
                .patch("/twins/valve")
                .then()
                .statusCode(400)
                .body("detail", containsString("above 10 bar"));
        patch(customer, "{\"properties\":{\"pressure\":{\"desired\":1}}}", 400);

        // Another version of its type says the same in its unit, and the device hears the same.
        retype(customer, 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/valve")
                        .then()
                        .body("properties.setpoint.desired.value", equalTo(500f)));
        patch(customer, "{\"properties\":{\"mode\":{\"desired\":null}}}", 200);
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals("{\"values\":{\"setpoint\":50}}", heard.getLast()));
        assertEquals(List.of("{\"values\":{}}", wanted, wanted, "{\"values\":{\"setpoint\":50}}"), heard);
        device.disconnect().get(30, TimeUnit.SECONDS);

        // Who comes again hears what is wanted now.
        patch(customer, "{\"properties\":{\"setpoint\":{\"desired\":400}}}", 200);
        List<String> heardLater = new CopyOnWriteArrayList<>();
        Mqtt5AsyncClient again = connect(customer, login, heardLater);
        await().atMost(PATIENCE).until(() -> heardLater.contains("{\"values\":{\"setpoint\":40}}"));
        again.disconnect().get(30, TimeUnit.SECONDS);
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/valve/timeline")
                        .then()
                        .body("items.event", hasItems("created", "retyped", "desired"))
                        .body("items.withdrawn.flatten()", hasItem("mode")));
    }

    @Test
    void whatIsWantedOutlivesWhoCarriesIt(LocalPlatform platform, Customer customer) throws Exception {
        // Given
        DeviceLogin login = customer.device("survivor");
        List<String> heard = new CopyOnWriteArrayList<>();
        Mqtt5AsyncClient device = connect(customer, login, heard);
        device.publishWith()
                .topic("telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload("{\"p\":1}".getBytes(StandardCharsets.UTF_8))
                .send()
                .get(30, TimeUnit.SECONDS);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        customer.as("viewer").get("/twins/survivor").then().body("writable", contains("p")));

        // When: the owner dies before it can take up one wish, and after it has told another
        platform.process(Component.RUNTIME).kill();
        want(customer, 2);
        platform.restart(Component.RUNTIME);
        await().atMost(PATIENCE).until(() -> heard.contains("{\"values\":{\"p\":2}}"));
        platform.process(Component.RUNTIME).kill();
        platform.restart(Component.RUNTIME);
        want(customer, 3);

        // Then: each was heard once, and in order
        await().atMost(PATIENCE).until(() -> heard.contains("{\"values\":{\"p\":3}}"));
        assertEquals(List.of("{\"values\":{}}", "{\"values\":{\"p\":2}}", "{\"values\":{\"p\":3}}"), heard);

        // And who was cut off hears what is wanted from the next that lets him in.
        platform.process(Component.INGEST).kill();
        platform.restart(Component.INGEST);
        List<String> heardLater = new CopyOnWriteArrayList<>();
        Mqtt5AsyncClient again = connect(customer, login, heardLater);
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(List.of("{\"values\":{\"p\":3}}"), heardLater));
        again.disconnect().get(30, TimeUnit.SECONDS);
    }

    private static void want(Customer customer, double p) {
        customer.as("operator")
                .body("{\"properties\":{\"p\":{\"desired\":" + p + "}}}")
                .patch("/twins/survivor")
                .then()
                .statusCode(200);
    }
}
