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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Surrounded
class TwinTypeComponentTest {

    private static final String PUMP = """
            {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;1","displayName":"Pump",\
            "contents":[{"@type":"Telemetry","name":"pressure","schema":"double","unit":"bar"}]}""";

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
    void whatIsNotSupportedIsNamed() {
        define(PUMP.replace("Telemetry", "Command"))
                .statusCode(400)
                .body("type", equalTo("urn:counterpart:problem:invalid-type"))
                .body("element", equalTo("dtmi:com:example:Pump;1 contents[0].@type"))
                .body("detail", containsString("not supported yet"));
        define("[]").statusCode(400);
        define("{\"@id\":1,\"@id\":2}").statusCode(400);
        define(PUMP + PUMP).statusCode(400);
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
        define(PUMP.replace(
                        "\"displayName\":\"Pump\"",
                        "\"displayName\":\"Pump\",\"comment\":\"" + "x".repeat(2 << 20) + "\""))
                .statusCode(201);
        define(" ".repeat((4 << 20) + 1)).statusCode(413);
    }
}
