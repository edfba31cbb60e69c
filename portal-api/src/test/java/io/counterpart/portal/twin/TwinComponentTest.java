package io.counterpart.portal.twin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.log.TopicLog;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Surrounded
class TwinComponentTest {

    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");

    private final World world;
    private final FakeLog log;
    private TenantId tenant = new TenantId("unset");
    private String key = "";

    @Inject
    TwinComponentTest(World world, FakeLog log) {
        this.world = world;
        this.log = log;
    }

    @BeforeEach
    void newTenantWithAType() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.OWNER);
        call().body("""
                        {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;1"}""").post("/api/v1/twin-types").then().statusCode(201);
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private ValidatableResponse define(String twin, String body) {
        return call().body(body).put("/api/v1/twins/" + twin).then();
    }

    private static String pumpNamed(String name) {
        return "{\"type\":\"dtmi:com:example:Pump;1\",\"name\":\"" + name + "\"}";
    }

    @Test
    void aDefinedTwinIsToldToTheLog() {
        define("p-1", "{\"type\":\"dtmi:com:example:Pump;1\",\"name\":\"Pump 1\",\"group\":\"station\"}")
                .statusCode(201)
                .header("ETag", equalTo("\"0\""))
                .body("id", equalTo("p-1"))
                .body("name", equalTo("Pump 1"))
                .body("group", equalTo("station"))
                .body("revision", equalTo(0))
                .body("properties.size()", equalTo(0));
        Input expected = new Input.TwinDefined(new TwinId("p-1"), new GroupId("station"), PUMP, null);
        World.await("input", () -> world.inputs(tenant, "station").contains(expected));
        call().get("/api/v1/twins/p-1").then().statusCode(200).body("name", equalTo("Pump 1"));
    }

    @Test
    void theSameAgainChangesNothing() {
        define("p-1", pumpNamed("Pump 1")).statusCode(201);
        define("p-1", pumpNamed("Pump 1")).statusCode(200).header("ETag", equalTo("\"0\""));
        define("p-1", pumpNamed("Pump One")).statusCode(200).header("ETag", equalTo("\"1\""));
        World.await("inputs", () -> world.inputs(tenant, "p-1").size() == 2);
    }

    @Test
    void whoReadAnOldDefinitionDoesNotOverwriteTheNewOne() {
        define("p-1", pumpNamed("Pump 1")).statusCode(201);
        define("p-1", pumpNamed("Pump One")).statusCode(200);
        call().header("If-Match", "\"0\"")
                .body(pumpNamed("Mine"))
                .put("/api/v1/twins/p-1")
                .then()
                .statusCode(412);
        call().header("If-Match", "\"0\"").delete("/api/v1/twins/p-1").then().statusCode(412);
        call().header("If-None-Match", "*")
                .body(pumpNamed("Mine"))
                .put("/api/v1/twins/p-1")
                .then()
                .statusCode(412);
        call().header("If-Match", "\"1\"")
                .body(pumpNamed("Mine"))
                .put("/api/v1/twins/p-1")
                .then()
                .statusCode(200);
    }

    @Test
    void aPatchRenames() {
        define("p-1", pumpNamed("Pump 1")).statusCode(201);
        call().contentType("application/merge-patch+json")
                .body("{\"name\":\"Other\"}")
                .patch("/api/v1/twins/p-1")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo("Other"));
        call().body("{\"type\":\"x\"}").patch("/api/v1/twins/p-1").then().statusCode(400);
        call().body("{\"name\":\"  \"}").patch("/api/v1/twins/p-1").then().statusCode(400);
        call().body("{\"name\":\"x\"}").patch("/api/v1/twins/p-2").then().statusCode(404);
    }

    @Test
    void aRemovedTwinIsGoneUntilItIsDefinedAgain() {
        define("p-1", pumpNamed("Pump 1")).statusCode(201);
        world.pressure(tenant, "p-1", 3.2, 1);
        call().delete("/api/v1/twins/p-1").then().statusCode(204);
        call().get("/api/v1/twins/p-1").then().statusCode(404);
        call().get("/api/v1/twins").then().body("items.size()", equalTo(0));
        call().delete("/api/v1/twins/p-1").then().statusCode(404);
        World.await("removal", () -> world.inputs(tenant, "p-1").contains(new Input.TwinRemoved(new TwinId("p-1"))));
        define("p-1", pumpNamed("Pump 1")).statusCode(201);
        call().get("/api/v1/twins/p-1").then().statusCode(200);
    }

    @Test
    void aTwinIsReadWithItsNewestState() {
        define("p-1", "{\"type\":\"dtmi:counterpart:Untyped;1\"}").statusCode(201);
        world.pressure(tenant, "p-1", 3.2, 7);
        call().get("/api/v1/twins/p-1")
                .then()
                .body("revision", equalTo(7))
                .body("silent", equalTo(false))
                .body("device", equalTo("device-1"))
                .body("lastHeard", equalTo(2_007))
                .body("counts.received", equalTo(3))
                .body("properties.pressure.unit", equalTo("bar"))
                .body("properties.pressure.schema", equalTo("double"))
                .body("properties.pressure.measured.value", equalTo(3.2f))
                .body("properties.pressure.measured.ts", equalTo(1_007))
                .body("properties.pressure.measured", not(hasKey("quality")));
    }

    @Test
    void aDeviceBringsItsTwinWithIt() {
        world.device(tenant, "d-1", "p-1", PUMP);
        Input expected = new Input.TwinDefined(new TwinId("p-1"), new GroupId("p-1"), PUMP, new DeviceId("d-1"));
        World.await("input", () -> world.inputs(tenant, "p-1").contains(expected));
        call().get("/api/v1/twins/p-1").then().statusCode(200).body("device", equalTo("d-1"));
    }

    @Test
    void ofAnUntypedDeviceTheLogNeedsNoWord() {
        world.device(tenant, "d-1", "p-1", TypeId.UNTYPED);
        world.device(tenant, "d-2", "p-2", PUMP);
        World.await("twin", () -> call().get("/api/v1/twins/p-1").statusCode() == 200);
        World.await("input", () -> !world.inputs(tenant, "p-2").isEmpty());
        assertEquals(
                List.of(),
                world.inputs(tenant, "p-1").stream()
                        .filter(input -> input.twin().equals(new TwinId("p-1")))
                        .toList());
    }

    @Test
    void aDeviceThatIsGoneLeavesItsTwin() {
        world.device(tenant, "d-1", "p-1", TypeId.UNTYPED);
        World.await("twin", () -> "d-1".equals(call().get("/api/v1/twins/p-1").path("device")));
        log.append(Topics.ACCESS, new TopicLog.Entry(AccessEvent.Device.key(tenant, new DeviceId("d-1")), null));
        World.await("unbound", () -> call().get("/api/v1/twins/p-1").path("device") == null);
    }

    @Test
    void aTwinStaysInItsGroupAndWithItsDevice() {
        world.device(tenant, "d-1", "p-1", TypeId.UNTYPED);
        define("p-2", "{\"type\":\"dtmi:counterpart:Untyped;1\",\"device\":\"d-1\"}")
                .statusCode(409);
        define("p-1", "{\"type\":\"dtmi:counterpart:Untyped;1\",\"device\":\"d-1\",\"group\":\"other\"}")
                .statusCode(409);
        define("p-1", "{\"type\":\"dtmi:counterpart:Untyped;1\",\"device\":\"d-1\",\"name\":\"Mine\"}")
                .body("name", equalTo("Mine"));
    }

    @Test
    void twinsAreListedInPagesWithThoseThatOnlyTheLogKnows() {
        define("a", pumpNamed("Alpha")).statusCode(201);
        define("c", pumpNamed("Gamma")).statusCode(201);
        world.pressure(tenant, "b", 1, 1);
        world.pressure(tenant, "c", 1, 1);
        world.pressure(tenant, "d", 1, 1);
        String next = call().queryParam("limit", 3)
                .get("/api/v1/twins")
                .then()
                .body("items.id", contains("a", "b", "c"))
                .extract()
                .path("next");
        call().queryParam("after", next)
                .get("/api/v1/twins")
                .then()
                .body("items.id", contains("d"))
                .body("next", nullValue());
        call().queryParam("q", "gam").get("/api/v1/twins").then().body("items.id", contains("c"));
        call().queryParam("q", "%").get("/api/v1/twins").then().body("items.size()", equalTo(0));
        call().queryParam("type", TypeId.UNTYPED.value())
                .get("/api/v1/twins")
                .then()
                .body("items.id", contains("b", "d"));
        call().queryParam("limit", 1_001).get("/api/v1/twins").then().statusCode(400);
    }

    @Test
    void anotherTenantsTwinDoesNotExist() {
        define("p-1", pumpNamed("Pump 1")).statusCode(201);
        world.pressure(tenant, "p-1", 1, 1);
        key = world.apiKey(world.newTenant(), Role.OWNER);
        for (String twin : List.of("p-1", "unknown", "not%20a%20twin")) {
            given().urlEncodingEnabled(false)
                    .header("Authorization", "Bearer " + key)
                    .get("/api/v1/twins/" + twin)
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("no such twin"));
            call().delete("/api/v1/twins/p-1").then().statusCode(404);
            call().get("/api/v1/twins/p-1/history").then().statusCode(404);
        }
        call().get("/api/v1/twins").then().body("items.size()", equalTo(0));
    }

    @Test
    void anotherVersionOfATypeIsComparedAndItsTwinsAreNamed() {
        call().body("{\"type\":\"dtmi:com:example:Pump;1\"}")
                .put("/api/v1/twins/p-1")
                .then()
                .statusCode(201);
        String path = "/api/v1/twin-types/dtmi:com:example:Pump/versions/1/compatibility";
        String other = """
                {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;2",\
                "contents":[{"@type":"Telemetry","name":"pressure","schema":"double"}]}""";
        call().body(other)
                .post(path)
                .then()
                .statusCode(200)
                .body("verdict", equalTo("compatible"))
                .body("changes.name", contains("pressure"))
                .body("changes.what", contains("It is new."))
                .body("twins.items", contains("p-1"))
                .body("twins.next", nullValue());
        call().body(other).post("/api/v1/twin-types").then().statusCode(201);
        call().body(other.replace("double", "string").replace("Pump;2", "Pump;3"))
                .post(path.replace("versions/1", "versions/2"))
                .then()
                .body("verdict", equalTo("breaking"))
                .body("twins.items.size()", equalTo(0));
        call().body(other.replace("double", "nothing"))
                .post(path)
                .then()
                .statusCode(400)
                .body("errors.id", contains("dtmi:dtdl:parsingError:badDtmiOrTerm"));
        call().body(other).post(path.replace("versions/1", "versions/7")).then().statusCode(404);
    }

    @Test
    void aDeviceOfATypeThatIsNotThereHoldsUpNobody() {
        TypeId late = new TypeId("dtmi:com:example:Late;1");
        world.device(tenant, "early", "early", late);
        World.await("twin", () -> call().get("/api/v1/twins/early").statusCode() == 200);
        assertEquals(List.of(), defined("early"), "the log waits for each type that it names");

        call().body("""
                        {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Late;1"}""").post("/api/v1/twin-types").then().statusCode(201);

        World.await("twin in the log", () -> defined("early").equals(List.of(late)));
        world.device(tenant, "soon", "soon", late);
        World.await("twin in the log", () -> defined("soon").equals(List.of(late)));
    }

    private List<TypeId> defined(String twin) {
        return world.inputs(tenant, twin).stream()
                .filter(Input.TwinDefined.class::isInstance)
                .map(Input.TwinDefined.class::cast)
                .filter(input -> input.twin().value().equals(twin))
                .map(Input.TwinDefined::type)
                .toList();
    }
}
