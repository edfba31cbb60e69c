package io.counterpart.portal.twin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.Input;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Surrounded
class MigrationComponentTest {

    private final World world;
    private TenantId tenant = new TenantId("unset");
    private String key = "";

    @Inject
    MigrationComponentTest(World world) {
        this.world = world;
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private void type(String version, String unit, String more) {
        call().body("""
                        {"@type":"Interface","@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1"],
                         "@id":"dtmi:com:example:Pump;%s","contents":[
                         {"@type":["Telemetry","Pressure"],"name":"pressure","schema":"double","unit":"%s"}%s]}""".formatted(version, unit, more))
                .post("/api/v1/twin-types")
                .then()
                .statusCode(201);
    }

    @BeforeEach
    void plant() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.OWNER);
        type("1", "bar", ",{\"@type\":\"Relationship\",\"name\":\"feeds\"}");
        type("2", "kilopascal", "");
        for (String twin : new String[] {"p-1", "p-2", "p-3"}) {
            call().body("{\"type\":\"dtmi:com:example:Pump;1\"}")
                    .put("/api/v1/twins/" + twin)
                    .then()
                    .statusCode(201);
        }
    }

    private ValidatableResponse migrate(String from, String body) {
        return call().body(body)
                .post("/api/v1/twin-types/dtmi:com:example:Pump/versions/" + from + "/migrations")
                .then();
    }

    private void assertType(String twin, String version) {
        call().get("/api/v1/twins/" + twin).then().body("type", equalTo("dtmi:com:example:Pump;" + version));
    }

    @Test
    void aDryRunSaysWhatWouldBecomeAndChangesNothing() {
        migrate("1", "{\"to\":\"2\",\"dryRun\":true}")
                .statusCode(200)
                .body("verdict", equalTo("breaking"))
                .body("changes.name", contains("pressure", "feeds"))
                .body("migrated", contains("p-1", "p-2", "p-3"))
                .body("refused", empty())
                .body("next", nullValue());
        assertType("p-1", "1");
    }

    @Test
    void whatBreaksNeedsAWord() {
        migrate("1", "{\"to\":\"2\"}")
                .statusCode(409)
                .body("detail", containsString("acceptBreaking"))
                .body("changes.size()", equalTo(2));
        assertType("p-1", "1");
    }

    @Test
    void twinsGoPageByPageAndTheLogIsTold() {
        String next = migrate("1", "{\"to\":\"2\",\"acceptBreaking\":true,\"limit\":2}")
                .statusCode(200)
                .body("migrated", contains("p-1", "p-2"))
                .extract()
                .path("next");
        assertType("p-3", "1");
        migrate("1", "{\"to\":\"2\",\"acceptBreaking\":true,\"limit\":2,\"after\":\"" + next + "\"}")
                .body("migrated", contains("p-3"))
                .body("next", nullValue());
        assertType("p-3", "2");
        World.await(
                "retyping",
                () -> world.inputs(tenant, "p-3").stream()
                        .anyMatch(input -> input instanceof Input.TwinDefined defined
                                && defined.type().value().equals("dtmi:com:example:Pump;2")));
    }

    @Test
    void theWayBackIsTheSameCall() {
        migrate("1", "{\"to\":\"2\",\"acceptBreaking\":true}").statusCode(200);
        migrate("2", "{\"to\":\"1\"}").statusCode(200).body("verdict", equalTo("migratable"));
        assertType("p-1", "1");
    }

    @Test
    void aTwinWhoseRelationshipsCannotBeStaysAndSaysWhy() {
        call().body("{}")
                .put("/api/v1/twins/p-2/relationships/feeds/p-3")
                .then()
                .statusCode(201);
        migrate("1", "{\"to\":\"2\",\"acceptBreaking\":true}")
                .body("migrated", contains("p-1", "p-3"))
                .body("refused[0].twin", equalTo("p-2"))
                .body("refused[0].reason", containsString("'feeds' to p-3"));
        assertType("p-2", "1");
    }

    @Test
    void whatIsNotThereCannotBeGoneTo() {
        migrate("1", "{\"to\":\"9\"}").statusCode(400).body("detail", containsString("Pump;9"));
        migrate("1", "{\"to\":\"1\"}").statusCode(400);
        migrate("9", "{\"to\":\"1\"}").statusCode(404);
        migrate("1", "{}").statusCode(400);
        migrate("1", "{\"to\":null}").statusCode(400);
    }

    @Test
    void twinsThatLeadToOneAnotherGoOneByOne() {
        for (String version : new String[] {"1", "2"}) {
            call().body("""
                            {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Node;%s","contents":[
                             {"@type":"Relationship","name":"next","target":"dtmi:com:example:Node;%s"}]}""".formatted(version, version))
                    .post("/api/v1/twin-types")
                    .then()
                    .statusCode(201);
        }
        for (String twin : new String[] {"n-1", "n-2", "n-3"}) {
            call().body("{\"type\":\"dtmi:com:example:Node;1\"}").put("/api/v1/twins/" + twin);
        }
        call().put("/api/v1/twins/n-1/relationships/next/n-2").then().statusCode(201);
        call().put("/api/v1/twins/n-2/relationships/next/n-3").then().statusCode(201);

        for (List<String> way : List.of(List.of("1", "2"), List.of("2", "1"))) {
            call().body("{\"to\":\"" + way.get(1) + "\",\"acceptBreaking\":true}")
                    .post("/api/v1/twin-types/dtmi:com:example:Node/versions/" + way.get(0) + "/migrations")
                    .then()
                    .body("migrated", contains("n-1", "n-2", "n-3"))
                    .body("refused", empty());
        }

        call().body("{\"type\":\"dtmi:com:example:Node;2\"}").put("/api/v1/twins/n-3");
        call().put("/api/v1/twins/n-1/relationships/next/n-3").then().statusCode(400);
    }
}
