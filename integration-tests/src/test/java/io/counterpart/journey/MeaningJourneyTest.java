package io.counterpart.journey;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a type says of its twins, from the device to whoever asks: units, quality, order, what is made of others, graph, two times. */
@ExtendWith(WholePlatform.class)
class MeaningJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static String rig(int version, String unit) {
        return """
                {"@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1","dtmi:counterpart:context;1"],
                 "@id":"dtmi:com:example:MeaningRig;%d","@type":["Interface","Twin"],"order":{"window":"PT10S"},"contents":[
                 {"@type":["Telemetry","Pressure","Signal"],"name":"pressure","schema":"double","unit":"%s",
                  "quality":{"min":0,"max":%d,"period":"PT1S","gap":"PT3S"}},
                 {"@type":["Telemetry","VolumeFlowRate","Signal"],"name":"flow","schema":"double","unit":"cubicMetrePerHour",
                  "source":{"scale":0.1}},
                 {"@type":["Telemetry","Power","Signal"],"name":"power","schema":"double","unit":"kilowatt","derive":"flow * pressure"},
                 {"@type":["Telemetry","Pressure","Signal"],"name":"mean","schema":"double","unit":"%s",
                  "window":{"of":"pressure","length":"PT10S","statistic":"mean"}},
                 {"@type":"Relationship","name":"feeds","target":"dtmi:com:example:MeaningTank;1","maxMultiplicity":1}]}""".formatted(version, unit, unit.equals("bar") ? 10 : 1_000, unit);
    }

    private static final String TANK = """
            {"@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:MeaningTank;1","@type":"Interface"}""";

    private static void define(Customer customer, String document) {
        customer.as("owner").body(document).post("/twin-types").then().statusCode(anyOf(equalTo(200), equalTo(201)));
    }

    private static DeviceLogin rig(Customer customer, String name) {
        define(customer, "[" + rig(1, "bar") + "," + TANK + "]");
        DeviceLogin login = customer.device(name);
        customer.as("owner")
                .body("{\"type\":\"dtmi:com:example:MeaningRig;1\"}")
                .put("/twins/" + name)
                .then()
                .statusCode(200);
        // From here on in the log: what a device sends before is of no type yet.
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/" + name + "/timeline")
                        .then()
                        .body("items.type", hasItem("dtmi:com:example:MeaningRig;1")));
        return login;
    }

    private static String reading(long ts, String values) {
        return "{\"ts\":" + ts + ",\"values\":" + values + "}";
    }

    private static JsonPath history(Customer customer, String twin, long fromMs, String more) {
        return customer.as("viewer")
                .queryParam("from", fromMs)
                .get("/twins/" + twin + "/history" + more)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath ask(Customer customer, String query) {
        return customer.as("viewer")
                .body(Map.of("query", query))
                .post("/query")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void aReadingGetsItsMeaning(Customer customer) throws Exception {
        DeviceLogin login = rig(customer, "meaning-1");
        long t = System.currentTimeMillis() - 20_000;
        try (DeviceConnection device = customer.connect(login)) {
            List<String> readings = List.of(
                    reading(t, "{\"pressure\":{\"value\":500,\"unit\":\"kPa\"},\"flow\":360}"),
                    reading(t + 2_000, "{\"pressure\":3}"),
                    reading(t + 3_000, "{\"pressure\":12}"),
                    // Late, and in the window: what was made of it is made again.
                    reading(t + 1_000, "{\"pressure\":1}"),
                    reading(t + 4_000, "{\"pressure\":7,\"mean\":1}"));
            for (String one : readings) {
                device.publish(one).get(20, TimeUnit.SECONDS);
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/meaning-1")
                        .then()
                        .body("properties.pressure.measured.value", equalTo(7.0f))
                        .body("properties.flow.measured.value", equalTo(36.0f))
                        .body("properties.power.measured.value.toDouble()", closeTo(7, 1e-9))
                        .body("properties.mean.measured.value.toDouble()", closeTo(4, 1e-9))
                        .body("counts.rejected", equalTo(1))
                        // Nothing came for 3 s.
                        .body("properties.pressure.findings.finding", contains("gap"))
                        .body("quality", equalTo(0))
                        .body("worst", equalTo("pressure")));
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonPath kept = history(customer, "meaning-1", t - 1, "?properties=pressure,mean");
            assertEquals(
                    "[[%d, 5.0], [%d, 1.0], [%d, 3.0], [%d, 12.0], [%d, 7.0]]"
                            .formatted(t, t + 1_000, t + 2_000, t + 3_000, t + 4_000),
                    kept.getString("properties.pressure.measured"));
            assertEquals(
                    "[[%d, 5.0], [%d, 3.0], [%d, 3.0], [%d, 3.0], [%d, 4.0]]"
                            .formatted(t, t + 1_000, t + 2_000, t + 3_000, t + 4_000),
                    kept.getString("properties.mean.measured"));
            assertEquals(
                    0.0f, kept.getFloat("properties.pressure.quality.find { it[0] == %dL }[1]".formatted(t + 3_000)));
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/meaning-1/timeline")
                        .then()
                        .body("items.event", hasItems("created", "judged"))
                        .body("items.findAll { it.event == 'judged' }.findings.flatten().finding", hasItem("gap")));
    }

    @Test
    void twinsLeadToOneAnotherAsTheirTypesAllow(Customer customer) {
        rig(customer, "meaning-2");
        for (String tank : List.of("tank-a", "tank-b")) {
            customer.as("owner")
                    .body("{\"type\":\"dtmi:com:example:MeaningTank;1\"}")
                    .put("/twins/" + tank)
                    .then()
                    .statusCode(201);
        }
        customer.as("owner")
                .body("{}")
                .put("/twins/meaning-2/relationships/feeds/tank-a")
                .then()
                .statusCode(201);
        customer.as("owner")
                .body("{}")
                .put("/twins/meaning-2/relationships/feeds/tank-b")
                .then()
                .statusCode(409);
        customer.as("owner")
                .body("{}")
                .put("/twins/tank-a/relationships/feeds/tank-b")
                .then()
                .statusCode(400);
        JsonPath found = ask(
                customer,
                "SELECT r.id, t.id FROM twins r JOIN t RELATED r.feeds WHERE IS_OF_MODEL(r, 'dtmi:com:example:MeaningRig;1')");
        assertEquals("[[r.id:meaning-2, t.id:tank-a]]", found.getString("items"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/meaning-2/timeline")
                        .then()
                        .body("items.findAll { it.event == 'related' }.target", contains("tank-a")));
    }

    @Test
    void aTwinGoesToAnotherVersionAndBack(Customer customer) throws Exception {
        DeviceLogin login = rig(customer, "meaning-3");
        define(customer, rig(2, "kilopascal"));
        long t = System.currentTimeMillis() - 10_000;
        try (DeviceConnection device = customer.connect(login)) {
            device.publish(reading(t, "{\"pressure\":5}")).get(20, TimeUnit.SECONDS);
            awaitPressure(customer, 5, "bar");
            long knownAt = System.currentTimeMillis();
            migrate(customer, 1, 2);
            awaitPressure(customer, 500, "kilopascal");
            device.publish(reading(t + 1_000, "{\"pressure\":300}")).get(20, TimeUnit.SECONDS);
            awaitPressure(customer, 300, "kilopascal");
            migrate(customer, 2, 1);
            awaitPressure(customer, 3, "bar");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(
                            "[[" + t + ", 5.0]]",
                            history(customer, "meaning-3", t - 1, "?properties=pressure")
                                    .getString("properties.pressure.measured"),
                            "what was stored in bar, and no kilopascal among it"));
            customer.as("viewer")
                    .queryParam("knownAt", knownAt)
                    .get("/twins/meaning-3")
                    .then()
                    .statusCode(200)
                    .body("type", equalTo("dtmi:com:example:MeaningRig;1"))
                    .body("properties.pressure.measured.value", equalTo(5.0f));
        }
    }

    private static void migrate(Customer customer, int from, int to) {
        customer.as("owner")
                .body(Map.of("to", Integer.toString(to)))
                .post("/twin-types/dtmi:com:example:MeaningRig/versions/" + from + "/migrations")
                .then()
                .statusCode(200)
                .body("refused", empty())
                .body("migrated", hasItem("meaning-3"))
                .body("next", nullValue());
    }

    private static void awaitPressure(Customer customer, double value, String unit) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/meaning-3")
                        .then()
                        .body("properties.pressure.unit", equalTo(unit))
                        .body("properties.pressure.measured.value.toDouble()", closeTo(value, 1e-9)));
    }

    @Test
    void thePastPlaysAgain(Customer customer) throws Exception {
        DeviceLogin login = customer.device("meaning-4");
        long t = System.currentTimeMillis() - 60_000;
        try (DeviceConnection device = customer.connect(login)) {
            for (int i = 0; i < 50; i++) {
                device.publish(reading(t + i * 1_000L, "{\"p\":" + i + "}")).get(20, TimeUnit.SECONDS);
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        50,
                        history(customer, "meaning-4", t - 1, "?properties=p")
                                .getList("properties.p.measured")
                                .size()));
        String id = customer.as("viewer")
                .body(Map.of(
                        "twins",
                        List.of("meaning-4"),
                        "from",
                        Long.toString(t),
                        "to",
                        Long.toString(t + 50_000),
                        "speed",
                        50))
                .post("/replays")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String played = customer.as("viewer").get("/replays/" + id + "/events").asString();
        assertTrue(played.contains("\"value\":49.0"), played);
        assertTrue(played.trim().endsWith("data: {\"ts\":" + (t + 50_000) + "}"), played);
    }

    private static final String STATION = """
            {"@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1","dtmi:counterpart:context;1"],
             "@id":"dtmi:com:example:MeaningStation;1","@type":["Interface","Twin"],"parts":["rigs"],"contents":[
             {"@type":["Telemetry","Power","Signal"],"name":"power","schema":"double","unit":"watt",
              "related":{"by":"rigs","of":"power","statistic":"sum"}},
             {"@type":["Telemetry","Power","Signal"],"name":"double","schema":"double","unit":"kilowatt","derive":"power * 2"},
             {"@type":"Relationship","name":"rigs","target":"dtmi:com:example:MeaningRig;1"}]}""";

    /** Four rigs in as many partitions as the tenant has, and a twin of which no device speaks. */
    @Test
    void aTwinIsWhatItsPartsAre(Customer customer) throws Exception {
        List<String> rigs = List.of("part-1", "part-2", "part-3", "part-4");
        List<DeviceLogin> logins =
                rigs.stream().map(name -> rig(customer, name)).toList();
        define(customer, "[" + STATION + "," + rig(1, "bar") + "," + TANK + "]");
        customer.as("owner")
                .body("{\"type\":\"dtmi:com:example:MeaningStation;1\"}")
                .put("/twins/station")
                .then()
                .statusCode(201);
        for (String name : rigs) {
            customer.as("owner")
                    .body("{}")
                    .put("/twins/station/relationships/rigs/" + name)
                    .then()
                    .statusCode(201);
        }
        long t = System.currentTimeMillis();
        for (DeviceLogin login : logins) {
            try (DeviceConnection device = customer.connect(login)) {
                device.publish(reading(t, "{\"pressure\":3,\"flow\":360}")).get(20, TimeUnit.SECONDS);
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/station")
                        .then()
                        .body("properties.power.related.used", equalTo(4))
                        .body("properties.power.measured.value.toDouble()", closeTo(12_000, 1e-6))
                        .body("properties.power.measured.ts", equalTo(t))
                        .body("properties.double.measured.value.toDouble()", closeTo(24, 1e-9)));
        await().atMost(PATIENCE)
                .until(() -> history(customer, "station", t - 1, "?properties=power")
                        .getList("properties.power.measured.collect { it[1] as double }", Double.class)
                        .contains(12_000.0));
        // Nothing more comes of them, so after 3 s the pressure of each has a gap.
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/station")
                        .then()
                        .body("quality", equalTo(0))
                        .body("worst", equalTo("pressure"))
                        .body("worstTwin", equalTo("part-1")));
        assertEquals(
                "[[s.id:station]]",
                ask(
                                customer,
                                "SELECT s.id FROM twins s WHERE IS_OF_MODEL(s, 'dtmi:com:example:MeaningStation;1') AND s.quality = 0")
                        .getString("items"));
        customer.as("owner")
                .delete("/twins/station/relationships/rigs/part-4")
                .then()
                .statusCode(204);
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/station")
                        .then()
                        .body("properties.power.related.twins", equalTo(3))
                        .body("properties.power.measured.value.toDouble()", closeTo(9_000, 1e-6)));
    }

    /** The first version makes nothing; the second makes power, of what was sent before too. */
    @Test
    void whatAVersionMakesItMakesOfThePastToo(Customer customer) throws Exception {
        String one = """
                {"@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1","dtmi:counterpart:context;1"],
                 "@id":"dtmi:com:example:PastRig;%d","@type":"Interface","contents":[
                 {"@type":["Telemetry","Pressure"],"name":"pressure","schema":"double","unit":"bar"},
                 {"@type":["Telemetry","VolumeFlowRate"],"name":"flow","schema":"double","unit":"cubicMetrePerHour"}%s]}""";
        String power =
                ",{\"@type\":[\"Telemetry\",\"Power\",\"Signal\"],\"name\":\"power\",\"schema\":\"double\",\"unit\":\"kilowatt\",\"derive\":\"flow * pressure\"}";
        define(customer, one.formatted(1, ""));
        define(customer, one.formatted(2, power));
        DeviceLogin login = customer.device("past-1");
        customer.as("owner")
                .body("{\"type\":\"dtmi:com:example:PastRig;1\"}")
                .put("/twins/past-1")
                .then()
                .statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/past-1")
                        .then()
                        .body("properties.pressure.unit", equalTo("bar")));
        long t = System.currentTimeMillis() - 20_000;
        try (DeviceConnection device = customer.connect(login)) {
            for (int i = 0; i < 3; i++) {
                device.publish(reading(t + i * 1_000L, "{\"pressure\":%d,\"flow\":36}".formatted(i + 1)))
                        .get(20, TimeUnit.SECONDS);
            }
        }
        customer.as("owner")
                .body("{\"to\":\"2\"}")
                .post("/twin-types/dtmi:com:example:PastRig/versions/1/migrations")
                .then()
                .statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/past-1/timeline")
                        .then()
                        .body("items.find { it.event == 'backfilled' }.properties", contains("power"))
                        .body("items.find { it.event == 'backfilled' }.values", equalTo(3)));
        assertEquals(
                "[[%d, 1.0], [%d, 2.0], [%d, 3.0]]".formatted(t, t + 1_000, t + 2_000),
                history(customer, "past-1", t - 1, "?properties=power").getString("properties.power.measured"));
        assertEquals(
                "[]",
                history(customer, "past-1", t - 1, "?properties=power&knownAt=" + (t + 20_000 - 1))
                        .getString("properties.power.measured"),
                "nobody knew of it then");
    }

    @Test
    void aTypeIsProposedFromWhatWasSent(Customer customer) throws Exception {
        DeviceLogin login = customer.device("meaning-5");
        try (DeviceConnection device = customer.connect(login)) {
            device.publish("{\"temperature\":{\"value\":21.5,\"unit\":\"Cel\"}}")
                    .get(20, TimeUnit.SECONDS);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("modeller")
                        .body("{\"id\":\"dtmi:com:example:Proposed;1\"}")
                        .post("/twins/meaning-5/type-drafts")
                        .then()
                        .statusCode(200)
                        .body("document.contents[0].unit", equalTo("degreeCelsius"))
                        .body("remarks.reason.join(' ')", containsString("readings")));
    }
}
