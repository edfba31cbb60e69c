package io.counterpart.portal.twin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.log.TopicLog;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class DesiredComponentTest {

    private static final String TYPES = """
            [{"@type":"Interface","@id":"dtmi:com:example:Panel;1","@context":"dtmi:dtdl:context;3","contents":[
               {"@type":"Property","name":"mode","writable":true,"schema":{"@type":"Enum","valueSchema":"string",
                 "enumValues":[{"name":"auto","enumValue":"auto"},{"name":"manual","enumValue":"manual"}]}}]},
             {"@type":"Interface","@id":"dtmi:com:example:Pump;1",
              "@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1","dtmi:counterpart:context;1"],
              "contents":[
               {"@type":["Property","Pressure","Signal"],"name":"setpoint","schema":"double","unit":"bar","writable":true,
                "quality":{"min":0,"max":10}},
               {"@type":["Property","Pressure"],"name":"limit","schema":"double","unit":"bar"},
               {"@type":["Property","Signal"],"name":"twice","schema":"double","writable":true,"derive":"starts * 2"},
               {"@type":"Property","name":"starts","schema":"integer","writable":true},
               {"@type":"Property","name":"total","schema":"long","writable":true},
               {"@type":"Property","name":"label","schema":"string","writable":true},
               {"@type":"Property","name":"enabled","schema":"boolean","writable":true},
               {"@type":"Property","name":"curve","schema":{"@type":"Array","elementSchema":"double"},"writable":true},
               {"@type":"Property","name":"place","schema":{"@type":"Object","fields":[{"name":"x","schema":"double"}]},
                "writable":true},
               {"@type":["Telemetry","Pressure"],"name":"pressure","schema":"double","unit":"bar"},
               {"@type":"Component","name":"panel","schema":"dtmi:com:example:Panel;1"}]}]""";
    private static final TwinId P1 = new TwinId("p-1");

    private final World world;
    private final FakeLog log;
    private TenantId tenant = new TenantId("unset");
    private String key = "";

    @Inject
    DesiredComponentTest(World world, FakeLog log) {
        this.world = world;
        this.log = log;
    }

    @BeforeEach
    void aPump() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.OWNER);
        call().body(TYPES).post("/api/v1/twin-types").then().statusCode(201);
        call().body("{\"type\":\"dtmi:com:example:Pump;1\"}")
                .put("/api/v1/twins/p-1")
                .then()
                .statusCode(201);
    }

    private RequestSpecification call() {
        return call(key);
    }

    private static RequestSpecification call(String as) {
        return given().header("Authorization", "Bearer " + as).contentType("application/json");
    }

    private ValidatableResponse patch(String body) {
        return call().contentType("application/merge-patch+json")
                .body(body)
                .patch("/api/v1/twins/p-1")
                .then();
    }

    private ValidatableResponse desire(String property, String desired) {
        return patch("{\"properties\":{\"" + property + "\":{\"desired\":" + desired + "}}}");
    }

    private static Input.PropertiesDesired told(long revision, Map<String, Value> desired, String... withdrawn) {
        TreeMap<PropertyName, Value> values = new TreeMap<>();
        desired.forEach((name, value) -> values.put(new PropertyName(name), value));
        return new Input.PropertiesDesired(
                P1,
                revision,
                values,
                List.of(withdrawn).stream().map(PropertyName::new).toList());
    }

    private List<Input> wishes() {
        return world.inputs(tenant, "p-1").stream()
                .filter(Input.PropertiesDesired.class::isInstance)
                .toList();
    }

    private void awaitTold(Input... wishes) {
        World.await("wishes", () -> wishes().equals(List.of(wishes)));
    }

    /** What is wanted next comes after all that was refused before, if that was told at all. */
    private void assertNothingWasTold() {
        desire("enabled", "true").statusCode(200);
        World.await("wish", () -> !wishes().isEmpty());
        assertEquals(1, wishes().size());
    }

    @Test
    void whatIsDesiredIsToldToTheLogInThePropertysUnit() {
        desire("setpoint", "{\"value\":250,\"unit\":\"kPa\"}")
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("properties.setpoint.unit", equalTo("bar"))
                .body("properties.setpoint.schema", equalTo("double"))
                .body("properties.setpoint.desired.value", equalTo(2.5f))
                .body("properties.setpoint.desired", not(hasKey("since")));
        awaitTold(told(1, Map.of("setpoint", new Value.Numeric(2.5))));
    }

    @Test
    void aValueAloneIsInThePropertysUnitAndNullTakesTheWishBack() {
        patch("{\"name\":\"Pump\",\"properties\":{\"setpoint\":{\"desired\":5},\"panel.mode\":{\"desired\":\"auto\"},"
                        + "\"curve\":{\"desired\":[1,2.5]},\"enabled\":{\"desired\":{\"value\":false}},"
                        + "\"starts\":{\"desired\":3}}}")
                .statusCode(200)
                .body("name", equalTo("Pump"))
                .body("properties.'panel.mode'.desired.value", equalTo("auto"));
        desire("setpoint", "null").statusCode(200).body("properties", not(hasKey("setpoint")));
        awaitTold(
                told(
                        1,
                        Map.of(
                                "setpoint",
                                new Value.Numeric(5),
                                "panel.mode",
                                new Value.Text("auto"),
                                "curve",
                                new Value.Vector(List.of(1.0, 2.5)),
                                "enabled",
                                new Value.Truth(false),
                                "starts",
                                new Value.Numeric(3))),
                told(2, Map.of(), "setpoint"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    flow       | 1                                  | has no property 'flow'
                    pressure   | 1                                  | is telemetry
                    limit      | 1                                  | is not 'writable'
                    twice      | 1                                  | is made of others
                    place      | {"value":{"x":1}}                  | has a schema of several parts
                    setpoint   | "high"                             | must be a number
                    starts     | 1.5                                | must be a whole number
                    total      | 9007199254740994                   | must be a whole number up to 2^53
                    enabled    | 1                                  | must be true or false
                    curve      | [1,"x"]                            | 'curve[1]' must be a number
                    panel.mode | "off"                              | must be one of auto, manual
                    setpoint   | {"value":1,"unit":"metre"}         | 'metre' is no unit of that quantity
                    setpoint   | {"value":1,"unit":"furlongs"}      | 'furlongs' is no unit of that quantity
                    label      | {"value":"x","unit":"bar"}         | has no unit
                    starts     | {"value":1,"unit":"bar"}           | has no unit
                    setpoint   | 10.5                               | would be 10.5 bar, above 10 bar
                    setpoint   | {"value":-1,"unit":"kilopascal"}   | would be -0.01 bar, below 0 bar
                    """)
    void whatCannotBeIsRefusedWithItsReason(String property, String desired, String why) {
        desire(property, desired)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:counterpart:problem:invalid-desired"))
                .body("detail", containsString(why))
                .body("errors[0].property", equalTo(property));
        assertNothingWasTold();
    }

    @Test
    void ofSeveralWishesAllAreDoneOrNone() {
        patch("{\"name\":\"Other\",\"properties\":{\"setpoint\":{\"desired\":5},\"limit\":{\"desired\":5},"
                        + "\"gone\":{\"desired\":null}}}")
                .statusCode(400)
                .body("errors.property", contains("gone", "limit"))
                .body("detail", containsString("And 1 more"));
        call().get("/api/v1/twins/p-1").then().body("name", equalTo("p-1")).header("ETag", equalTo("\"0\""));
        assertNothingWasTold();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"type\":\"x\"}",
                "{\"name\":null}",
                "{\"properties\":{}}",
                "{\"properties\":null}",
                "{\"properties\":{\"not a name\":{\"desired\":1}}}",
                "{\"properties\":{\"setpoint\":null}}",
                "{\"properties\":{\"setpoint\":5}}",
                "{\"properties\":{\"setpoint\":{}}}",
                "{\"properties\":{\"setpoint\":{\"desired\":5,\"measured\":6}}}",
                "{\"properties\":{\"setpoint\":{\"desired\":{\"unit\":\"bar\"}}}}",
                "{\"properties\":{\"setpoint\":{\"desired\":{\"value\":null}}}}",
                "{\"properties\":{\"setpoint\":{\"desired\":{\"value\":5,\"unit\":5}}}}",
                "{\"properties\":{\"setpoint\":{\"desired\":{\"value\":5,\"until\":5}}}}",
            })
    void aPatchThatSaysNothingThatCanBeDoneIsRefused(String body) {
        patch(body).statusCode(400).body("type", equalTo("urn:counterpart:problem:bad-request"));
    }

    @Test
    void aWishIsBounded() {
        desire("label", "\"" + "x".repeat(Input.DESIRED_BYTES_MAX - 2) + "\"").statusCode(200);
        desire("label", "\"" + "x".repeat(Input.DESIRED_BYTES_MAX - 1) + "\"")
                .statusCode(400)
                .body("detail", containsString("more than the 1024 bytes"));
        StringBuilder many = new StringBuilder("{\"properties\":{\"p0\":{\"desired\":1}");
        for (int i = 1; i <= Input.DESIRED_MAX; i++) {
            many.append(",\"p").append(i).append("\":{\"desired\":1}");
        }
        patch(many + "}}").statusCode(400).body("detail", containsString("may have 100 members"));
    }

    @Test
    void aTwinHasSoManyWishesAtMost() {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        for (int i = 0; i <= Input.DESIRED_MAX; i++) {
            PropertyState.Desired desired =
                    i == Input.DESIRED_MAX ? null : new PropertyState.Desired(new Value.Numeric(i), 2_000);
            properties.put(
                    new PropertyName("p" + i),
                    new PropertyState(ValueSchema.DOUBLE, null, i, null, 0, 0, null, null, null, desired));
        }
        world.state(tenant, "rig", properties, 1);
        World.await("state", () -> call().get("/api/v1/twins/rig").statusCode() == 200);

        call().body("{\"properties\":{\"p100\":{\"desired\":1}}}")
                .patch("/api/v1/twins/rig")
                .then()
                .statusCode(409)
                .body("detail", containsString("would have 101 properties"));
        call().body("{\"properties\":{\"p100\":{\"desired\":1},\"p0\":{\"desired\":null},\"p1\":{\"desired\":7}}}")
                .patch("/api/v1/twins/rig")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"0\""))
                .body("properties.p1.desired.value", equalTo(7f))
                .body("properties.p2.desired.since", equalTo(2_000))
                .body("properties.p0", not(hasKey("desired")));
    }

    @Test
    void ofATwinWithoutATypeWhatIsKnownMayBeDesired() {
        world.pressure(tenant, "rig", 3.2, 1);
        World.await("state", () -> call().get("/api/v1/twins/rig").statusCode() == 200);

        call().get("/api/v1/twins/rig").then().body("writable", contains("pressure"));
        call().body("{\"properties\":{\"pressure\":{\"desired\":{\"value\":100,\"unit\":\"kilopascal\"}}}}")
                .patch("/api/v1/twins/rig")
                .then()
                .statusCode(200)
                .body("properties.pressure.desired.value", equalTo(1f))
                .body("properties.pressure.measured.value", equalTo(3.2f));
        call().body("{\"properties\":{\"flow\":{\"desired\":1}}}")
                .patch("/api/v1/twins/rig")
                .then()
                .statusCode(400)
                .body("detail", allOf(containsString("has no property 'flow'"), containsString("pressure")));
    }

    @Test
    void ofATwinThatNobodyKnowsYetNothingMayBeDesired() {
        call().body("{\"type\":\"dtmi:counterpart:Untyped;1\"}").put("/api/v1/twins/new");
        call().body("{\"properties\":{\"p\":{\"desired\":1}}}")
                .patch("/api/v1/twins/new")
                .then()
                .statusCode(409)
                .body("detail", containsString("was not heard of yet"));
        world.device(tenant, "d-1", "odd", new TypeId("dtmi:com:example:Undefined;1"));
        World.await("twin", () -> call().get("/api/v1/twins/odd").statusCode() == 200);
        call().body("{\"properties\":{\"p\":{\"desired\":1}}}")
                .patch("/api/v1/twins/odd")
                .then()
                .statusCode(409)
                .body("detail", containsString("is not defined"));
        call().get("/api/v1/twins/odd").then().body("writable", empty());
    }

    @Test
    void aTwinIsReadWithWhatMayBeDesired() {
        call().get("/api/v1/twins/p-1")
                .then()
                .body("writable", contains("curve", "enabled", "label", "panel.mode", "setpoint", "starts", "total"));
    }

    @Test
    void theLogIsToldWhatIsWritable() {
        World.await("types", () -> log.on(Topics.DEFINITIONS).stream().anyMatch(this::isOurPump));
        byte[] bytes = log.on(Topics.DEFINITIONS).stream()
                .filter(this::isOurPump)
                .map(TopicLog.Entry::payload)
                .findFirst()
                .orElseThrow();
        Set<String> writable = TypeDefinition.JSON.read(bytes).properties().stream()
                .filter(property -> Boolean.TRUE.equals(property.writable()))
                .map(property -> property.name().value())
                .collect(Collectors.toSet());
        assertEquals(
                Set.of("curve", "enabled", "label", "panel.mode", "place", "setpoint", "starts", "total", "twice"),
                writable);
    }

    private boolean isOurPump(TopicLog.Entry entry) {
        return TypeDefinition.key(tenant, new TypeId("dtmi:com:example:Pump;1")).equals(entry.key());
    }

    @Test
    void whoReadAnOldTwinDoesNotWantSomethingOfTheNewOne() {
        call().header("If-Match", "\"0\"")
                .body("{\"properties\":{\"setpoint\":{\"desired\":5}}}")
                .patch("/api/v1/twins/p-1")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""));
        call().header("If-Match", "\"0\"")
                .body("{\"properties\":{\"setpoint\":{\"desired\":6}}}")
                .patch("/api/v1/twins/p-1")
                .then()
                .statusCode(412);
        awaitTold(told(1, Map.of("setpoint", new Value.Numeric(5))));
    }

    @Test
    void aWishIsNoEditOfTheGraph() {
        String before = desire("setpoint", "5").extract().header("Counterpart-Revision");
        assertEquals(before, desire("setpoint", "6").extract().header("Counterpart-Revision"));
        String renamed = patch("{\"name\":\"Other\"}").extract().header("Counterpart-Revision");
        assertTrue(Long.parseLong(renamed) > Long.parseLong(before));
    }

    @ParameterizedTest
    @CsvSource({"OPERATOR,200,403", "MODELLER,200,200", "ANALYST,403,403", "VIEWER,403,403", "DEVICE_MAKER,403,403"})
    void whoOperatesMayWantSomethingAndWhoModelsMayName(Role role, int desiring, int naming) {
        String person = world.person(role, tenant);
        call(person)
                .body("{\"properties\":{\"setpoint\":{\"desired\":5}}}")
                .patch("/api/v1/twins/p-1")
                .then()
                .statusCode(desiring);
        call(person)
                .body("{\"name\":\"Mine\"}")
                .patch("/api/v1/twins/p-1")
                .then()
                .statusCode(naming);
        call(person)
                .body("{\"name\":\"Mine\",\"properties\":{\"setpoint\":{\"desired\":5}}}")
                .patch("/api/v1/twins/p-1")
                .then()
                .statusCode(Math.max(desiring, naming));
    }

    @Test
    void nobodyWantsAnythingOfAnotherTenantsTwin() {
        TenantId other = world.newTenant();
        call(world.apiKey(other, Role.OWNER))
                .body("{\"properties\":{\"setpoint\":{\"desired\":5}}}")
                .patch("/api/v1/twins/p-1")
                .then()
                .statusCode(404);
        assertNothingWasTold();
    }
}
