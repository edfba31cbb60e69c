package io.counterpart.portal.type;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Surrounded
class TwinTypeComponentTest {

    private static final String PUMP = """
            {"@type":"Interface","@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1"],\
            "@id":"dtmi:com:example:Pump;1","displayName":"Pump","contents":[\
            {"@type":["Telemetry","Pressure"],"name":"pressure","schema":"double","unit":"bar"}]}""";
    private static final String MACHINE = """
            {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Machine;1","contents":[\
            {"@type":"Property","name":"serial","schema":"string"},\
            {"@type":"Telemetry","name":"shape","schema":{"@type":"Map","mapKey":{"name":"k","schema":"string"},\
            "mapValue":{"name":"v","schema":"double"}}},\
            {"@type":"Command","name":"stop"}]}""";
    private static final String FAN = """
            {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Fan;1",\
            "extends":"dtmi:com:example:Machine;1","contents":[\
            {"@type":"Telemetry","name":"state","schema":{"@type":"Enum","valueSchema":"integer","enumValues":[\
            {"name":"off","enumValue":0},{"name":"on","enumValue":1}]}},\
            {"@type":"Component","name":"motor","schema":{"@id":"dtmi:com:example:Motor;1","@type":"Interface","contents":[\
            {"@type":"Telemetry","name":"temperature","schema":"float"}]}}]}""";

    private final World world;
    private final FakeLog log;
    private TenantId tenant = new TenantId("unset");
    private String key = "";

    @Inject
    TwinTypeComponentTest(World world, FakeLog log) {
        this.world = world;
        this.log = log;
    }

    @BeforeEach
    void newTenant() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.MODELLER);
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private ValidatableResponse define(String document) {
        return call().body(document).post("/api/v1/twin-types").then();
    }

    @Test
    void aTypeComesOutAsItWentInAndIsPublished() {
        define(PUMP).statusCode(201).body("items", contains("dtmi:com:example:Pump;1"));
        assertEquals(
                PUMP,
                call().get("/api/v1/twin-types/dtmi:com:example:Pump/versions/1")
                        .asString());
        assertEquals(
                PUMP,
                call().queryParam("id", "dtmi:com:example:Pump;1")
                        .get("/api/v1/twin-types")
                        .asString());
        assertEquals(
                PUMP,
                call().urlEncodingEnabled(false)
                        .get("/api/v1/twin-types?id=dtmi:com:example:Pump;1")
                        .asString(),
                "as it is written, without an escape");
        String published = TypeDefinition.key(tenant, new TypeId("dtmi:com:example:Pump;1"));
        World.await("definition", () -> log.on(Topics.DEFINITIONS).stream().anyMatch(e -> published.equals(e.key())));
    }

    @Test
    void theSameAgainIsFineAndAnythingElseIsNot() {
        define(PUMP).statusCode(201);
        define(PUMP.replace(",", " , ")).statusCode(200);
        define(PUMP.replace("bar", "pascal"))
                .statusCode(409)
                .body("type", equalTo("urn:counterpart:problem:type-immutable"));
        define("[" + PUMP.replace("Pump;1", "Pump;2") + "," + PUMP.replace("bar", "pascal") + "]")
                .statusCode(409);
        call().get("/api/v1/twin-types/dtmi:com:example:Pump/versions/2").then().statusCode(404);
    }

    @Test
    void whatIsWrongIsSaidWithItsRuleItsPlaceAndWhatToDo() {
        define(PUMP.replace("\"bar\"", "\"metre\""))
                .statusCode(400)
                .body("type", equalTo("urn:counterpart:problem:invalid-type"))
                .body("element", equalTo("dtmi:com:example:Pump;1 contents[0].unit"))
                .body("detail", containsString("PressureUnit"))
                .body("errors[0].id", equalTo("dtmi:dtdl:parsingError:notRequiredType"))
                .body("errors[0].element", equalTo("dtmi:com:example:Pump;1 contents[0].unit"))
                .body("errors[0].cause", containsString("LengthUnit"))
                .body("errors[0].action", containsString("PressureUnit"));
        define("[]").statusCode(400);
        define("{\"@id\":1,\"@id\":2}").statusCode(400);
        define(PUMP + PUMP).statusCode(400);
        define(PUMP.replace("com:example", "counterpart"))
                .statusCode(400)
                .body("errors.id", contains("dtmi:dtdl:parsingError:reservedId"));
        define(PUMP.replace("\"pressure\"", "\"" + "p".repeat(65) + "\""))
                .statusCode(400)
                .body("errors.id", contains("dtmi:counterpart:parsingError:notUsableByTwins"));
    }

    @Test
    void aTypeMayBuildOnOthersOfTheSameRequestAndOnEarlierOnes() {
        define(FAN).statusCode(400).body("errors.element", contains("dtmi:com:example:Machine;1"));
        define(MACHINE).statusCode(201);
        define(FAN).statusCode(201).body("items", contains("dtmi:com:example:Fan;1", "dtmi:com:example:Motor;1"));
        define("[" + FAN + "," + MACHINE + "]").statusCode(200);
        call().get("/api/v1/twin-types/dtmi:com:example:Motor/versions/1")
                .then()
                .body("'@context'", contains("dtmi:dtdl:context;3"))
                .body("contents[0].name", equalTo("temperature"));
        String published = TypeDefinition.key(tenant, new TypeId("dtmi:com:example:Fan;1"));
        World.await("definition", () -> log.on(Topics.DEFINITIONS).stream().anyMatch(e -> published.equals(e.key())));
        TypeDefinition fan = log.on(Topics.DEFINITIONS).stream()
                .filter(entry -> published.equals(entry.key()))
                .map(entry -> TypeDefinition.JSON.read(Objects.requireNonNull(entry.payload())))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("state integer", "motor.temperature float", "serial string", "shape json"),
                fan.properties().stream()
                        .map(property ->
                                property.name() + " " + property.schema().word())
                        .toList());
    }

    @Test
    void anotherTenantsTypeIsNothingToBuildOn() {
        define(MACHINE).statusCode(201);
        key = world.apiKey(world.newTenant(), Role.MODELLER);
        define(FAN).statusCode(400).body("errors.element", contains("dtmi:com:example:Machine;1"));
    }

    @Test
    void typesAreListedInPages() {
        define("[" + PUMP + "," + PUMP.replace("Pump;1", "Pump;2") + "," + PUMP.replace("Pump;1", "Tank") + "]")
                .statusCode(201);
        String next = call().queryParam("limit", 2)
                .get("/api/v1/twin-types")
                .then()
                .body("items.id", contains("dtmi:com:example:Pump;1", "dtmi:com:example:Pump;2"))
                .body("items[0].displayName", equalTo("Pump"))
                .extract()
                .path("next");
        call().queryParam("after", next)
                .get("/api/v1/twin-types")
                .then()
                .body("items.id", contains("dtmi:com:example:Tank"))
                .body("next", nullValue());
        call().get("/api/v1/twin-types/dtmi:com:example:Tank/versions/0").then().statusCode(200);
    }

    @Test
    void anotherTenantsTypeDoesNotExist() {
        define(PUMP).statusCode(201);
        key = world.apiKey(world.newTenant(), Role.OWNER);
        String unknown = call().get("/api/v1/twin-types/dtmi:com:example:Nothing/versions/1")
                .asString();
        assertEquals(
                unknown,
                call().get("/api/v1/twin-types/dtmi:com:example:Pump/versions/1")
                        .asString());
        call().get("/api/v1/twin-types").then().body("items.size()", equalTo(0));
        call().body("{\"type\":\"dtmi:com:example:Pump;1\"}")
                .put("/api/v1/twins/pump")
                .then()
                .statusCode(400);
        define(PUMP.replace("bar", "pascal")).statusCode(201);
        assertTrue(call().get("/api/v1/twin-types/dtmi:com:example:Pump/versions/1")
                .asString()
                .contains("pascal"));
    }

    @Test
    void aTypeMayBeLargerThanOtherBodies() {
        String comment = "\"displayName\":\"Pump\",\"description\":\"" + "x".repeat(512) + "\"";
        StringBuilder many = new StringBuilder("[");
        for (int i = 1; i <= 1_500; i++) {
            many.append(i == 1 ? "" : ",")
                    .append(PUMP.replace("Pump;1", "Pump;" + i).replace("\"displayName\":\"Pump\"", comment));
        }
        define(many + "]").statusCode(201);
        define(" ".repeat((4 << 20) + 1)).statusCode(413);
    }
}
