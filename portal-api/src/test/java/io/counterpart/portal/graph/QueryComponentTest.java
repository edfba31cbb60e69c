package io.counterpart.portal.graph;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Surrounded
class QueryComponentTest {

    private static final String TYPES = """
            [{"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Asset;1"},
             {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Tank;1","extends":"dtmi:com:example:Asset;1"},
             {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;1",
              "extends":"dtmi:com:example:Asset;1","contents":[
              {"@type":"Telemetry","name":"pressure","schema":"double"},
              {"@type":"Relationship","name":"feeds","properties":[{"@type":"Property","name":"share","schema":"double"}]}]}]""";

    private final World world;
    private TenantId tenant = new TenantId("unset");
    private String key = "";
    private String revision = "";

    @Inject
    QueryComponentTest(World world) {
        this.world = world;
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    @BeforeEach
    void plant() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.OWNER);
        call().body(TYPES).post("/api/v1/twin-types").then().statusCode(201);
        for (String twin : new String[] {"p-1", "p-2", "p-3"}) {
            define(twin, "Pump");
        }
        define("t-1", "Tank");
        relate("p-1", "t-1", "{\"properties\":{\"share\":0.25}}");
        revision = relate("p-2", "t-1", "{}");
        world.pressure(tenant, "p-1", 4, 1);
        world.pressure(tenant, "p-2", 9.5, 2);
    }

    private void define(String twin, String type) {
        call().body("{\"type\":\"dtmi:com:example:" + type + ";1\"}")
                .put("/api/v1/twins/" + twin)
                .then()
                .statusCode(201);
    }

    private String relate(String source, String target, String body) {
        return call().body(body)
                .put("/api/v1/twins/" + source + "/relationships/feeds/" + target)
                .then()
                .statusCode(201)
                .extract()
                .header("Counterpart-Revision");
    }

    private ValidatableResponse ask(Map<String, Object> body) {
        return call().body(body).post("/api/v1/query").then();
    }

    private ValidatableResponse ask(String query) {
        return ask(Map.of("query", query));
    }

    @Test
    void aTwinIsFoundByWhatItIsAndSaysNow() {
        ask("SELECT * FROM twins t WHERE IS_OF_MODEL('dtmi:com:example:Asset;1') AND t.pressure > 9")
                .statusCode(200)
                .body("columns[0].name", equalTo("t"))
                .body("columns[0].kind", equalTo("twin"))
                .body("items.t.id", contains("p-2"))
                .body("items[0].t.type", equalTo("dtmi:com:example:Pump;1"))
                .body("items[0].t.properties.pressure.measured.value", equalTo(9.5f))
                .body("next", nullValue())
                .body("cost", greaterThanOrEqualTo(1));
    }

    @Test
    void relationshipsAreFollowed() {
        ask("SELECT p.id, r, r.share AS share FROM twins p JOIN t RELATED p.feeds r WHERE t.id = 't-1'")
                .statusCode(200)
                .body("items.'p.id'", contains("p-1", "p-2"))
                .body("items[0].r.source", equalTo("p-1"))
                .body("items[0].r.target", equalTo("t-1"))
                .body("items[0].share", equalTo(0.25f))
                .body("items[1].share", nullValue());
    }

    @Test
    void whatWasWrittenIsSeenAtOnce() {
        for (int i = 0; i < 20; i++) {
            call().body("{\"name\":\"name " + i + "\"}")
                    .contentType("application/merge-patch+json")
                    .patch("/api/v1/twins/p-3")
                    .then()
                    .statusCode(200);
            ask("SELECT t.name AS n FROM twins t WHERE t.id = 'p-3'").body("items[0].n", equalTo("name " + i));
        }
    }

    @Test
    void aRevisionThatIsThereIsSeenAndOneThatIsNotIsSaidSo() {
        ask(Map.of("query", "SELECT COUNT() FROM twins", "minRevision", Long.parseLong(revision)))
                .statusCode(200)
                .body("revision", greaterThanOrEqualTo(Integer.parseInt(revision)));
        ask(Map.of("query", "SELECT COUNT() FROM twins", "minRevision", 1_000_000))
                .statusCode(503);
    }

    @Test
    void pagesGoOnWhereTheLastEnded() {
        String query = "SELECT t.id FROM twins t";
        String next = ask(Map.of("query", query, "limit", 3))
                .body("items.'t.id'", contains("p-1", "p-2", "p-3"))
                .extract()
                .path("next");
        ask(Map.of("query", query, "limit", 3, "after", next))
                .body("items.'t.id'", contains("t-1"))
                .body("next", nullValue());
        ask(Map.of("query", "SELECT t.name FROM twins t", "after", next)).statusCode(400);
    }

    @Test
    void thePastIsAskedAsItWasKnown() {
        String before = Instant.now().minusSeconds(3_600).toString();
        ask(Map.of("query", "SELECT COUNT() AS n FROM twins", "knownAt", before))
                .body("items[0].n", equalTo(0));
        ask(Map.of("query", "SELECT COUNT() AS n FROM twins", "knownAt", "4102444800000"))
                .body("items[0].n", equalTo(4));
    }

    @Test
    void nobodySeesAnothersTwins() {
        TenantId other = world.newTenant();
        given().header("Authorization", "Bearer " + world.apiKey(other, Role.OWNER))
                .contentType("application/json")
                .body(Map.of("query", "SELECT COUNT() AS n FROM twins"))
                .post("/api/v1/query")
                .then()
                .statusCode(200)
                .body("items[0].n", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT t FRM twins t | 1 | 10",
                "SELECT u FROM twins t | 1 | 8",
                "SELECT t FROM twins t WHERE (t.a = 1 | 1 | 37",
            })
    void badTextIsNamedByItsPlace(String query, int line, int column) {
        ask(query)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:counterpart:problem:invalid-query"))
                .body("line", equalTo(line))
                .body("column", equalTo(column));
    }

    @Test
    void hostileTextIsRefusedAtOnce() {
        String deep = IntStream.range(0, 2_000).mapToObj(i -> "(").collect(Collectors.joining());
        ask("SELECT t FROM twins t WHERE " + deep).statusCode(400);
        ask("x".repeat(100_000)).statusCode(400).body("detail", containsString("8000"));
    }

    @Test
    void whatHasNoQueryIsA400() {
        ask(Map.of()).statusCode(400);
        ask(Map.of("query", "SELECT t FROM twins t", "limit", 1_001)).statusCode(400);
        ask(Map.of("query", "SELECT t FROM twins t", "knownAt", "then")).statusCode(400);
        call().body("[]").post("/api/v1/query").then().statusCode(400);
    }

    @Test
    void whatADeviceMadeIsFoundToo() {
        world.pressure(tenant, "made-by-device", 1, 3);
        ask("SELECT t.id FROM twins t").body("items.'t.id'", hasItem("made-by-device"));
    }
}
