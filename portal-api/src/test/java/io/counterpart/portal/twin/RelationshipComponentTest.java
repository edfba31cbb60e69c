package io.counterpart.portal.twin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.portal.PostgresConnections;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class RelationshipComponentTest {

    private static final String TYPES = """
            [{"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Asset;1","contents":[
              {"@type":"Relationship","name":"isPartOf","maxMultiplicity":1}]},
             {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Tank;1",
              "extends":"dtmi:com:example:Asset;1"},
             {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:RoundTank;1",
              "extends":"dtmi:com:example:Tank;1"},
             {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;1",
              "extends":"dtmi:com:example:Asset;1","contents":[
              {"@type":"Relationship","name":"feeds","target":"dtmi:com:example:Tank;1","maxMultiplicity":2,"properties":[
                {"@type":"Property","name":"share","schema":"double"},
                {"@type":"Property","name":"since","schema":"date"},
                {"@type":"Property","name":"note","schema":"string"}]}]},
             {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;2",
              "extends":"dtmi:com:example:Asset;1","contents":[
              {"@type":"Relationship","name":"feeds","target":"dtmi:com:example:Tank;1","maxMultiplicity":1,"properties":[
                {"@type":"Property","name":"share","schema":"integer"}]}]}]""";

    private final World world;
    private TenantId tenant = new TenantId("unset");
    private String key = "";

    @Inject
    RelationshipComponentTest(World world) {
        this.world = world;
    }

    @BeforeEach
    void newPlant() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.OWNER);
        call().body(TYPES).post("/api/v1/twin-types").then().statusCode(201).header("Counterpart-Revision", "1");
        define("pump", "Pump;1").statusCode(201).header("Counterpart-Revision", "2");
        define("tank", "Tank;1").statusCode(201);
        define("round", "RoundTank;1").statusCode(201).header("Counterpart-Revision", "4");
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private ValidatableResponse define(String twin, String type) {
        String id = type.equals("untyped") ? TypeId.UNTYPED.value() : "dtmi:com:example:" + type;
        return call().body("{\"type\":\"" + id + "\",\"group\":\"plant\"}")
                .put("/api/v1/twins/" + twin)
                .then();
    }

    private static String path(String source, String name, String target) {
        return "/api/v1/twins/" + source + "/relationships/" + name + "/" + target;
    }

    private ValidatableResponse put(String source, String name, String target) {
        return call().put(path(source, name, target)).then();
    }

    private ValidatableResponse put(String source, String name, String target, String properties) {
        return call().body("{\"properties\":" + properties + "}")
                .put(path(source, name, target))
                .then();
    }

    private ValidatableResponse get(String source, String name, String target) {
        return call().get(path(source, name, target)).then();
    }

    // ---- being there ----

    @Test
    void aRelationshipIsKeptAndToldToTheLog() {
        put("pump", "feeds", "tank", "{\"share\":0.5}")
                .statusCode(201)
                .header("ETag", "\"0\"")
                .header("Counterpart-Revision", "5")
                .body("source", equalTo("pump"))
                .body("name", equalTo("feeds"))
                .body("target", equalTo("tank"))
                .body("properties.share", equalTo(0.5f));
        get("pump", "feeds", "tank").statusCode(200).header("ETag", "\"0\"").body("properties.share", equalTo(0.5f));
        Input expected = new Input.RelationshipSet(
                new TwinId("pump"),
                5,
                "feeds",
                new TwinId("tank"),
                new GroupId("plant"),
                JsonNodeFactory.instance.objectNode().put("share", 0.5));
        World.await("input", () -> world.inputs(tenant, "plant").contains(expected));
        get("tank", "feeds", "pump").statusCode(404);
        call().get("/api/v1/twins/pump")
                .then()
                .body("relationships.name", contains("feeds"))
                .body("relationships.target", contains("tank"))
                .body("relationships[0].properties.share", equalTo(0.5f));
        call().get("/api/v1/twins/tank").then().body("relationships.size()", equalTo(0));
        call().get("/api/v1/twins").then().body("items[0].relationships", nullValue());
    }

    @Test
    void theSameAgainChangesNothing() {
        put("pump", "feeds", "tank", "{\"share\":1000.0}").statusCode(201).header("Counterpart-Revision", "5");
        put("pump", "feeds", "tank", "{\"share\":1e3}")
                .statusCode(200)
                .header("ETag", "\"0\"")
                .header("Counterpart-Revision", "5");
        put("pump", "feeds", "tank").statusCode(200).header("ETag", "\"1\"").header("Counterpart-Revision", "6");
        put("pump", "feeds", "tank", "null").statusCode(200).header("ETag", "\"1\"");
        put("pump", "feeds", "tank", "{}").statusCode(200).header("Counterpart-Revision", "6");
    }

    @Test
    void aRemovedOneIsGoneAndMayComeAgainUnderAnotherETag() {
        put("pump", "feeds", "tank").statusCode(201);
        call().delete(path("pump", "feeds", "tank")).then().statusCode(204).header("Counterpart-Revision", "6");
        get("pump", "feeds", "tank").statusCode(404);
        call().delete(path("pump", "feeds", "tank")).then().statusCode(404);
        World.await(
                "removal",
                () -> world.inputs(tenant, "plant")
                        .contains(new Input.RelationshipRemoved(new TwinId("pump"), 6, "feeds", new TwinId("tank"))));
        put("pump", "feeds", "tank").statusCode(201).header("ETag", "\"2\"");
    }

    @Test
    void whoReadAnOldOneDoesNotOverwriteTheNewOne() {
        put("pump", "feeds", "tank").statusCode(201);
        put("pump", "feeds", "tank", "{\"share\":1}").statusCode(200).header("ETag", "\"1\"");
        call().header("If-Match", "\"0\"")
                .put(path("pump", "feeds", "tank"))
                .then()
                .statusCode(412);
        call().header("If-Match", "\"0\"")
                .delete(path("pump", "feeds", "tank"))
                .then()
                .statusCode(412);
        call().header("If-None-Match", "*")
                .put(path("pump", "feeds", "tank"))
                .then()
                .statusCode(412);
        call().header("If-Match", "*")
                .put(path("pump", "feeds", "round"))
                .then()
                .statusCode(412);
        call().header("If-Match", "\"1\"")
                .delete(path("pump", "feeds", "tank"))
                .then()
                .statusCode(204);
    }

    @Test
    void relationshipsAreListedInPages() {
        put("pump", "feeds", "tank").statusCode(201);
        put("pump", "feeds", "round").statusCode(201);
        put("pump", "isPartOf", "tank").statusCode(201);
        String next = call().queryParam("limit", 2)
                .get("/api/v1/twins/pump/relationships")
                .then()
                .statusCode(200)
                .body("items.name", contains("feeds", "feeds"))
                .body("items.target", contains("round", "tank"))
                .extract()
                .path("next");
        call().queryParam("after", next)
                .get("/api/v1/twins/pump/relationships")
                .then()
                .body("items.name", contains("isPartOf"))
                .body("next", nullValue());
        call().queryParam("name", "isPartOf")
                .get("/api/v1/twins/pump/relationships")
                .then()
                .body("items.target", contains("tank"));
        next = call().queryParam("limit", 1)
                .get("/api/v1/twins/tank/incoming-relationships")
                .then()
                .body("items.name", contains("feeds"))
                .body("items.source", contains("pump"))
                .extract()
                .path("next");
        call().queryParam("after", next)
                .get("/api/v1/twins/tank/incoming-relationships")
                .then()
                .body("items.name", contains("isPartOf"))
                .body("next", nullValue());
        call().get("/api/v1/twins/none/relationships").then().statusCode(404);
        call().get("/api/v1/twins/none/incoming-relationships").then().statusCode(404);
        call().queryParam("after", "x")
                .get("/api/v1/twins/pump/relationships")
                .then()
                .statusCode(400);
        call().queryParam("name", "no name")
                .get("/api/v1/twins/pump/relationships")
                .then()
                .statusCode(400);
        call().queryParam("limit", 0)
                .get("/api/v1/twins/pump/relationships")
                .then()
                .statusCode(400);
    }

    // ---- what the type says ----

    @Test
    void whatTheTypeDoesNotDeclareIsRefused() {
        put("pump", "cools", "tank")
                .statusCode(400)
                .body("detail", containsString("declares no relationship 'cools'; declared are: feeds, isPartOf."));
        put("tank", "feeds", "tank").statusCode(400);
        put("tank", "isPartOf", "tank").statusCode(201);
    }

    @Test
    void itLeadsToTheDeclaredTypeAndToThoseThatInheritFromIt() {
        put("pump", "feeds", "round").statusCode(201);
        define("other", "Pump;1").statusCode(201);
        put("pump", "feeds", "other").statusCode(400).body("detail", containsString("leads to twins of"));
        define("plain", "untyped").statusCode(201);
        put("pump", "feeds", "plain").statusCode(400);
        put("pump", "isPartOf", "plain").statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'share':'much'}           | properties.share",
                "{'share':true}             | properties.share",
                "{'since':'yesterday'}      | properties.since",
                "{'since':'2026-02-30'}     | properties.since",
                "{'pressure':1}             | properties.pressure",
                "{'share':null}             | properties.share",
                "{'share':1e999}            | properties.share",
                "{'note':'a\\u0000b'}     | properties.note",
                "[1]                        | properties",
                "7                          | properties",
            })
    void propertiesAreHeldToTheirSchemas(String properties, String path) {
        put("pump", "feeds", "tank", properties.replace('\'', '"'))
                .statusCode(400)
                .body("detail", containsString("'" + path + "'"));
        get("pump", "feeds", "tank").statusCode(404);
    }

    @Test
    void anUntypedTwinMayHaveAnyRelationshipWithAnyProperties() {
        define("plain", "untyped").statusCode(201);
        put("plain", "likes", "pump", "{\"deep\":{\"er\":[1,true,\"ü\"]}}")
                .statusCode(201)
                .body("properties.deep.er[2]", equalTo("ü"));
        put("plain", "likes", "pump", "{\"deep\":{\"er\":[1,null]}}")
                .statusCode(400)
                .body("detail", containsString("'properties.deep.er[1]'"));
        put("plain", "likes", "pump", "{\"far\":1e300}").statusCode(200);
        assertTrue(get("plain", "likes", "pump").extract().asString().contains("1.0E300"));
        put("plain", "likes", "pump", "[".repeat(20) + "]".repeat(20)).statusCode(400);
    }

    @Test
    void thereAreNoMoreThanTheTypeAllows() {
        define("third", "Tank;1").statusCode(201);
        put("pump", "feeds", "tank").statusCode(201);
        put("pump", "feeds", "round").statusCode(201);
        put("pump", "feeds", "third").statusCode(409).body("detail", containsString("its type allows 2"));
        put("pump", "feeds", "round", "{\"share\":1}").statusCode(200);
        call().delete(path("pump", "feeds", "tank")).then().statusCode(204);
        put("pump", "feeds", "third").statusCode(201);
    }

    @Test
    void nobodySlipsInWhoWritesAtTheSameTime() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String twin = "t-" + i;
            define(twin, "Tank;1").statusCode(201);
            writers.add(() -> call().put(path("pump", "isPartOf", twin)).statusCode());
        }
        int created = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> answer : threads.invokeAll(writers)) {
                assertTrue(List.of(201, 409).contains(answer.get()), "" + answer.get());
                created += answer.get() == 201 ? 1 : 0;
            }
        }
        assertEquals(1, created);
    }

    // ---- limits ----

    @Test
    void aRelationshipIsBounded() {
        define("plain", "untyped").statusCode(201);
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i <= Input.RELATIONSHIP_PROPERTIES_MAX; i++) {
            many.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":1");
        }
        put("plain", "likes", "pump", many + "}").statusCode(400).body("detail", containsString("100 members"));
        put("plain", "likes", "pump", "{\"p\":\"" + "x".repeat(Input.RELATIONSHIP_BYTES_MAX) + "\"}")
                .statusCode(413);
        put("plain", "likes", "pump", "{\"p\":\"" + "x".repeat(Input.RELATIONSHIP_BYTES_MAX - 8) + "\"}")
                .statusCode(201);
        World.await(
                "input",
                () -> world.inputs(tenant, "plant").stream().anyMatch(input -> input instanceof Input.RelationshipSet));
    }

    @Test
    void aTwinMayHaveManyRelationshipsAndNotAnyNumber() throws SQLException {
        define("plain", "untyped").statusCode(201);
        fill("insert into portal.twin(id, type, in_group, name, revision) "
                + "select 'n-' || i, '" + TypeId.UNTYPED + "', 'plant', 'n', 0 from generate_series(1, "
                + Relationships.OUTGOING_MAX + ") i");
        fill("insert into portal.relationship(source, name, target, properties, revision) "
                + "select 'plain', 'likes', 'n-' || i, '{}', 0 from generate_series(2, "
                + Relationships.OUTGOING_MAX + ") i");
        put("plain", "likes", "n-1").statusCode(201);
        put("plain", "likes", "tank").statusCode(409).body("detail", containsString("a twin may have 10000"));
        put("plain", "likes", "n-2", "{\"much\":1}").statusCode(200);

        // And all of them end with it, in a few frames.
        call().delete("/api/v1/twins/plain").then().statusCode(204);
        World.await(
                "the end of all",
                () -> world.inputs(tenant, "plant").stream()
                                .filter(Input.RelationshipRemoved.class::isInstance)
                                .distinct()
                                .count()
                        == Relationships.OUTGOING_MAX);
        World.await(
                "removal", () -> world.inputs(tenant, "plant").contains(new Input.TwinRemoved(new TwinId("plain"))));
        List<Input> told = world.inputs(tenant, "plant");
        assertEquals(new Input.TwinRemoved(new TwinId("plain")), told.getLast());
    }

    @Test
    void aTwinThatTooManyLeadToIsNotRemovedAtOnce() throws SQLException {
        define("hub", "untyped").statusCode(201);
        fill("insert into portal.twin(id, type, in_group, name, revision) "
                + "select 'n-' || i, '" + TypeId.UNTYPED + "', 'plant', 'n', 0 from generate_series(0, "
                + Twins.RELATIONSHIPS_ENDED_MAX + ") i");
        fill("insert into portal.relationship(source, name, target, properties, revision) "
                + "select 'n-' || i, 'likes', 'hub', '{}', 0 from generate_series(0, " + Twins.RELATIONSHIPS_ENDED_MAX
                + ") i");
        call().delete("/api/v1/twins/hub")
                .then()
                .statusCode(409)
                .body("detail", containsString("more than 20000 relationships"));
        call().delete(path("n-0", "likes", "hub")).then().statusCode(204);
        call().delete("/api/v1/twins/hub").then().statusCode(204);
        get("n-1", "likes", "hub").statusCode(404);
    }

    private void fill(String sql) throws SQLException {
        try (Connection app = PostgresConnections.as("portal_app");
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            statement.execute("select set_config('app.tenant', '" + tenant + "', true)");
            statement.execute(sql);
            app.commit();
        }
    }

    // ---- twins that go, or become something else ----

    @Test
    void withATwinItsRelationshipsEndThoseToItAmongThem() {
        put("pump", "feeds", "tank").statusCode(201);
        put("tank", "isPartOf", "round").statusCode(201);
        call().delete("/api/v1/twins/tank").then().statusCode(204).header("Counterpart-Revision", "7");
        get("pump", "feeds", "tank").statusCode(404);
        get("tank", "isPartOf", "round").statusCode(404);
        put("pump", "feeds", "tank").statusCode(404).body("detail", containsString("no twin 'tank' to lead to"));
        put("tank", "isPartOf", "round").statusCode(404);
        call().get("/api/v1/twins/round/incoming-relationships").then().body("items.size()", equalTo(0));
        World.await(
                "input",
                () -> world.inputs(tenant, "plant")
                        .contains(new Input.RelationshipRemoved(new TwinId("pump"), 7, "feeds", new TwinId("tank"))));
        define("tank", "Tank;1").statusCode(201);
        call().get("/api/v1/twins/tank/incoming-relationships").then().body("items.size()", equalTo(0));
        put("pump", "feeds", "tank").statusCode(201);
    }

    @Test
    void aTwinGetsNoTypeThatItsRelationshipsDoNotFit() {
        put("pump", "feeds", "tank", "{\"share\":0.5}").statusCode(201);
        put("pump", "isPartOf", "round").statusCode(201);
        define("tank", "Pump;1")
                .statusCode(409)
                .body("detail", containsString("'feeds' from pump"))
                .body("detail", containsString("Remove them first"));
        define("tank", "untyped").statusCode(409);
        define("tank", "RoundTank;1").statusCode(200);
        define("pump", "Tank;1").statusCode(409).body("detail", containsString("'feeds' to tank"));
        define("pump", "Pump;2").statusCode(409).body("detail", containsString("properties.share"));
        put("pump", "feeds", "tank", "{\"share\":1}").statusCode(200);
        put("pump", "feeds", "round").statusCode(201);
        define("pump", "Pump;2").statusCode(409).body("detail", containsString("more than 1 of 'feeds'"));
        call().delete(path("pump", "feeds", "round")).then().statusCode(204);
        define("pump", "Pump;2").statusCode(200);
        define("pump", "untyped").statusCode(200);
        define("round", "untyped").statusCode(200);
    }

    @Test
    void aTwinThatOnlyTheLogKnowsCanBeRelated() {
        world.pressure(tenant, "heard", 1, 1);
        put("heard", "likes", "heard").statusCode(201);
        put("heard", "likes", "pump").statusCode(201);
        call().get("/api/v1/twins/heard").then().statusCode(200).header("ETag", "\"0\"");
    }

    // ---- whose they are ----

    @Test
    void anotherTenantsRelationshipsDoNotExist() {
        put("pump", "feeds", "tank").statusCode(201);
        key = world.apiKey(world.newTenant(), Role.OWNER);
        get("pump", "feeds", "tank").statusCode(404);
        put("pump", "feeds", "tank").statusCode(404).body("detail", containsString("no such twin"));
        call().delete(path("pump", "feeds", "tank")).then().statusCode(404);
        call().get("/api/v1/twins/pump/relationships").then().statusCode(404);
        call().get("/api/v1/twins/tank/incoming-relationships").then().statusCode(404);
        define("mine", "untyped").statusCode(201).header("Counterpart-Revision", "1");
        put("mine", "likes", "pump").statusCode(404);
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        put("pump", "feeds", "tank").statusCode(201);
        key = world.apiKey(tenant, Role.VIEWER);
        get("pump", "feeds", "tank").statusCode(200);
        put("pump", "feeds", "round").statusCode(403);
        call().delete(path("pump", "feeds", "tank")).then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not%20a%20name", "1st", "a.b"})
    void noRelationshipIsCalledSo(String name) {
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .put(path("pump", name, "tank"))
                .then()
                .statusCode(400);
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + key)
                .get(path("pump", name, "tank"))
                .then()
                .statusCode(404);
    }
}
