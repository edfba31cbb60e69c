package io.counterpart.portal.command;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.CommandState.Answer;
import io.counterpart.contracts.twin.CommandState.Stage;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.portal.PostgresConnections;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.history.FakeHistory;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Surrounded
class CommandComponentTest {

    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");
    private static final String TYPES = """
            [{"@type":"Interface","@id":"dtmi:com:example:Panel;1","@context":"dtmi:dtdl:context;3","contents":[
               {"@type":"Command","name":"beep","request":{"name":"times","schema":"integer"}}]},
             {"@type":"Interface","@id":"dtmi:com:example:Machine;1","@context":"dtmi:dtdl:context;3","contents":[
               {"@type":"Command","name":"stop","displayName":"Stop now"}]},
             {"@type":"Interface","@id":"dtmi:com:example:Pump;1","@context":"dtmi:dtdl:context;3",
              "extends":"dtmi:com:example:Machine;1","contents":[
               {"@type":"Telemetry","name":"pressure","schema":"double"},
               {"@type":"Command","name":"flush",
                "request":{"name":"how","schema":{"@type":"Object","fields":[
                  {"name":"seconds","schema":"integer"},
                  {"name":"mode","schema":{"@type":"Enum","valueSchema":"string","enumValues":[
                     {"name":"gentle","enumValue":"gentle"},{"name":"strong","enumValue":"strong"}]}}]}},
                "response":{"name":"litres","schema":"double"}},
               {"@type":"Component","name":"panel","schema":"dtmi:com:example:Panel;1"}]}]""";

    private final World world;
    private final FakeHistory history;
    private final CommandSweep sweep;
    private TenantId tenant = new TenantId("unset");
    private String key = "";

    @Inject
    CommandComponentTest(World world, FakeHistory history, CommandSweep sweep) {
        this.world = world;
        this.history = history;
        this.sweep = sweep;
    }

    @BeforeEach
    void aPump() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.OPERATOR);
        call(world.apiKey(tenant, Role.OWNER))
                .body(TYPES)
                .post("/api/v1/twin-types")
                .then()
                .statusCode(201);
        world.device(tenant, "p-1", "p-1", PUMP);
        World.await("twin", () -> call().get("/api/v1/twins/p-1").statusCode() == 200);
    }

    private RequestSpecification call() {
        return call(key);
    }

    private static RequestSpecification call(String as) {
        return given().header("Authorization", "Bearer " + as).contentType("application/json");
    }

    private ValidatableResponse request(String body) {
        return call().body(body).post("/api/v1/twins/p-1/commands").then();
    }

    private static ValidatableResponse keyed(RequestSpecification call, String idempotencyKey, String body) {
        return call.header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post("/api/v1/twins/p-1/commands")
                .then();
    }

    private List<Input.CommandRequested> told(String twin) {
        return world.inputs(tenant, twin).stream()
                .filter(Input.CommandRequested.class::isInstance)
                .map(Input.CommandRequested.class::cast)
                .toList();
    }

    private ValidatableResponse get(String id) {
        return call().get("/api/v1/commands/" + id).then();
    }

    private static CommandState state(String id, Stage stage) {
        Long ended = stage.isEnd() ? Long.valueOf(1_795_600_003_000L) : null;
        return new CommandState(
                new CommandId(id),
                new PropertyName("flush"),
                new DeviceId("p-1"),
                stage,
                1_795_600_001_000L,
                1_795_600_061_000L,
                1_795_600_002_000L,
                ended,
                stage == Stage.SUCCEEDED ? new Answer(200, JsonNodeFactory.instance.numberNode(12.5)) : null,
                stage == Stage.EXPIRED ? "The device has it, and did not answer in time." : null);
    }

    @Test
    void aCommandIsToldToTheLogWithWhatItsAnswerIsHeldTo() {
        long before = System.currentTimeMillis();
        String id = request("{\"name\":\"flush\",\"payload\":{\"seconds\":30,\"mode\":\"gentle\"},\"within\":\"PT2M\"}")
                .statusCode(202)
                .body("status", equalTo("requested"))
                .body("twin", equalTo("p-1"))
                .body("device", equalTo("p-1"))
                .body("payload.seconds", equalTo(30))
                .body("requestedBy", startsWith("key:"))
                .body("$", not(hasKey("response")))
                .header("Location", containsString("/api/v1/commands/"))
                .extract()
                .path("id");
        World.await("command", () -> !told("p-1").isEmpty());

        Input.CommandRequested command = told("p-1").getFirst();
        assertEquals(new CommandId(id), command.id());
        assertEquals(new DeviceId("p-1"), command.device());
        assertEquals(new PropertyName("flush"), command.name());
        assertEquals("{\"seconds\":30,\"mode\":\"gentle\"}", String.valueOf(command.payload()));
        assertEquals(TextNode.valueOf("double"), command.answer());
        assertTrue(Math.abs(command.expiresAt() - before - 120_000) < 30_000, () -> "expires " + command.expiresAt());
        get(id).statusCode(200).body("status", equalTo("requested")).body("payload.mode", equalTo("gentle"));
    }

    @Test
    void aTwinOfWhichTheLogMayNotKnowIsToldToItFirst() {
        world.device(tenant, "rig", "rig", TypeId.UNTYPED);
        World.await("twin", () -> call().get("/api/v1/twins/rig").statusCode() == 200);

        call().body("{\"name\":\"reboot\"}")
                .post("/api/v1/twins/rig/commands")
                .then()
                .statusCode(202);
        World.await("command", () -> !told("rig").isEmpty());
        TwinId rig = new TwinId("rig");
        assertEquals(
                new Input.TwinDefined(rig, GroupId.of(rig), TypeId.UNTYPED, new DeviceId("rig")),
                world.inputs(tenant, "rig").stream()
                        .filter(input -> input.twin().equals(rig))
                        .findFirst()
                        .orElseThrow());

        world.commands(tenant, "rig", TypeId.UNTYPED, List.of(), 1);
        World.await(
                "state", () -> call().get("/api/v1/twins/rig").then().extract().<Integer>path("revision") == 1);
        call().body("{\"name\":\"reboot\"}")
                .post("/api/v1/twins/rig/commands")
                .then()
                .statusCode(202);
        World.await("command", () -> told("rig").size() == 2);
        assertEquals(
                1,
                world.inputs(tenant, "rig").stream()
                        .filter(Input.TwinDefined.class::isInstance)
                        .filter(input -> input.twin().equals(rig))
                        .count());
    }

    @Test
    void numbersOfCommandsGrow() {
        request("{\"name\":\"stop\"}").statusCode(202);
        request("{\"name\":\"panel.beep\",\"payload\":3}").statusCode(202);
        World.await("commands", () -> told("p-1").size() == 2);

        List<Input.CommandRequested> told = told("p-1");
        assertTrue(told.get(0).number() < told.get(1).number());
        assertEquals("stop", told.get(0).name().value());
        assertEquals("3", String.valueOf(told.get(1).payload()));
        assertEquals(null, told.get(1).answer());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"name":"fill"}                                                       | has no command 'fill'; it has: flush, panel.beep, stop
                    {"name":"beep","payload":1}                                           | has no command 'beep'
                    {"name":"pressure"}                                                   | has no command 'pressure'
                    {"name":"stop","payload":1}                                           | 'stop' takes no 'payload'
                    {"name":"flush"}                                                      | 'flush' needs 'payload', its 'how'
                    {"name":"flush","payload":null}                                       | 'flush' needs 'payload'
                    {"name":"flush","payload":{"seconds":1.5}}                            | 'payload.seconds' must be a whole number
                    {"name":"flush","payload":{"mode":"wild"}}                            | 'payload.mode' must be one of gentle, strong
                    {"name":"flush","payload":{"minutes":1}}                              | has no field 'minutes'
                    {"name":"panel.beep","payload":"3"}                                   | 'payload' must be a whole number of 32 bits""")
    void whatTheTypeDoesNotDeclareIsRefused(String body, String why) {
        request(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:counterpart:problem:invalid-command"))
                .body("detail", containsString(why));

        assertNothingWasTold();
    }

    /** What is requested next comes after all that was refused before, if that was told at all. */
    private void assertNothingWasTold() {
        request("{\"name\":\"stop\"}").statusCode(202);
        World.await("command", () -> !told("p-1").isEmpty());
        assertEquals(1, told("p-1").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    []                                            | 'name'
                    {}                                            | 'name'
                    {"name":7}                                    | 'name'
                    {"name":"a b"}                                | no command is called so
                    {"name":"stop","payloads":1}                  | has no 'payloads'
                    {"name":"stop","within":"30s"}                | PT30S
                    {"name":"stop","within":"PT0.5S"}             | 1 second to 24 hours
                    {"name":"stop","within":"PT25H"}              | 1 second to 24 hours
                    {"name":"stop","expiresAt":1000}              | 1 second to 24 hours
                    {"name":"stop","name":"flush"}                | not the JSON that this path takes
                    {"name":"stop","expiresAt":"soon"}            | 'expiresAt'
                    {"name":"stop","within":"PT1M","expiresAt":1} | not both
                    {"name":"stop","device":"a b"}                | 'device'""")
    void whatIsNoCommandIsRefused(String body, String why) {
        request(body)
                .statusCode(400)
                .body("type", equalTo("urn:counterpart:problem:bad-request"))
                .body("detail", containsString(why));
    }

    @Test
    void aPayloadHasABound() {
        String text = "x".repeat(Input.COMMAND_BYTES_MAX);
        request("{\"name\":\"stop\",\"payload\":\"" + text + "\"}").statusCode(413);
    }

    @Test
    void underOneKeyThereIsOneCommand() {
        String first = keyed(call(), "k-1", "{\"name\":\"stop\"}")
                .statusCode(202)
                .extract()
                .path("id");
        String again = keyed(call(), "k-1", "{\"name\":\"stop\"}")
                .statusCode(202)
                .extract()
                .path("id");
        String other = keyed(call(), "k-2", "{\"name\":\"stop\"}")
                .statusCode(202)
                .extract()
                .path("id");

        assertEquals(first, again);
        assertNotEquals(first, other);
        keyed(call(), "k-1", "{\"name\":\"panel.beep\",\"payload\":1}")
                .statusCode(409)
                .body("detail", containsString("another command"));
        keyed(call(), "k k", "{\"name\":\"stop\"}").statusCode(400);
        World.await("commands", () -> told("p-1").size() == 2);
    }

    @Test
    void underAKeyATimeThatHasPassedMeanwhileIsNoObstacle() {
        long soon = System.currentTimeMillis() + 2_000;
        String body = "{\"name\":\"stop\",\"expiresAt\":" + soon + "}";
        String first = keyed(call(), "k-3", body).statusCode(202).extract().path("id");
        World.await("its end", () -> System.currentTimeMillis() > soon - 500);

        assertEquals(first, keyed(call(), "k-3", body).statusCode(202).extract().path("id"));
        keyed(call(), "k-4", body).statusCode(400);
    }

    @Test
    void underOneKeyThereIsOneCommandThoughManyAskAtOnce() {
        List<CompletableFuture<String>> asked = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> keyed(call(), "k-5", "{\"name\":\"stop\"}")
                        .statusCode(202)
                        .extract()
                        .<String>path("id")))
                .toList();

        assertEquals(1, asked.stream().map(CompletableFuture::join).distinct().count());
    }

    @Test
    void howFarItIsIsWhatTheLogHasTold() {
        String id = request("{\"name\":\"stop\"}").extract().path("id");

        world.commands(tenant, "p-1", PUMP, List.of(state(id, Stage.DELIVERED)), 1);
        World.await("state", () -> get(id).extract().path("status").equals("delivered"));
        get(id).body("deliveredAt", equalTo(1_795_600_002_000L)).body("$", not(hasKey("endedAt")));
        call().get("/api/v1/twins/p-1")
                .then()
                .body("commands.id", contains(id))
                .body("commands.status", contains("delivered"));

        world.commands(tenant, "p-1", PUMP, List.of(state(id, Stage.SUCCEEDED)), 2);
        World.await("state", () -> get(id).extract().path("status").equals("succeeded"));
        get(id).body("response.status", equalTo(200)).body("response.payload", equalTo(12.5f));
    }

    @Test
    void whatTheTwinDoesNotSpeakOfAnyMoreStandsInHistory() {
        String id = request("{\"name\":\"stop\"}").extract().path("id");
        long now = System.currentTimeMillis();
        history.happen(tenant, new TwinEvent.Commanded(new TwinId("p-1"), 1, now, state(id, Stage.DELIVERED), null));
        history.happen(tenant, new TwinEvent.Commanded(new TwinId("p-1"), 2, now + 1, state(id, Stage.EXPIRED), null));
        for (int i = 0; i < 600; i++) {
            history.happen(
                    tenant,
                    new TwinEvent.Commanded(
                            new TwinId("p-1"), 3 + i, now + 2 + i, state("o" + i, Stage.EXPIRED), null));
        }

        get(id).statusCode(200)
                .body("status", equalTo("expired"))
                .body("reason", equalTo("The device has it, and did not answer in time."));

        long later = now + Duration.ofHours(1).toMillis();
        history.happen(
                tenant, new TwinEvent.Commanded(new TwinId("p-1"), 900, later, state(id, Stage.SUCCEEDED), null));
        get(id).body("status", equalTo("succeeded"));
    }

    @Test
    void aTwinIsReadWithTheCommandsThatItsTypeDeclares() {
        call().get("/api/v1/twins/p-1")
                .then()
                .body("accepts.name", contains("flush", "panel.beep", "stop"))
                .body("accepts[0].request.'@type'", equalTo("Object"))
                .body("accepts[0].response", equalTo("double"))
                .body("accepts[1].request", equalTo("integer"))
                .body("accepts[2].displayName", equalTo("Stop now"))
                .body("accepts[2]", not(hasKey("request")));
        call().get("/api/v1/twins").then().body("items[0]", not(hasKey("accepts")));
    }

    @Test
    void aTwinHasSoManyOpenCommandsAndNoMore() {
        List<CommandState> open = new ArrayList<>();
        for (int i = 0; i < Input.COMMANDS_OPEN_MAX; i++) {
            open.add(state("c" + i, Stage.DELIVERED));
        }
        open.add(state("done", Stage.SUCCEEDED));
        world.commands(tenant, "p-1", PUMP, open, 1);
        World.await(
                "state", () -> call().get("/api/v1/twins/p-1").then().extract().path("commands") != null);

        request("{\"name\":\"stop\"}").statusCode(409).body("detail", containsString("16 commands open"));
    }

    @Test
    void onlyABoundDeviceIsCommanded() {
        call(world.apiKey(tenant, Role.OWNER))
                .body("{\"type\":\"dtmi:com:example:Pump;1\"}")
                .put("/api/v1/twins/spare");
        call().body("{\"name\":\"stop\"}")
                .post("/api/v1/twins/spare/commands")
                .then()
                .statusCode(409)
                .body("detail", containsString("No device is bound"));
        request("{\"name\":\"stop\",\"device\":\"p-2\"}")
                .statusCode(409)
                .body("detail", containsString("is not bound to the twin"));
        world.device(tenant, "p-1b", "p-1", PUMP);
        World.await(
                "binding",
                () -> request("{\"name\":\"stop\",\"device\":\"p-1b\"}")
                                .extract()
                                .statusCode()
                        == 202);
    }

    @Test
    void ofSeveralDevicesTheOneThatWasHeardLastIsCommanded() {
        world.device(tenant, "spare", "p-1", PUMP);
        World.await(
                "binding",
                () -> request("{\"name\":\"stop\",\"device\":\"spare\"}")
                                .extract()
                                .statusCode()
                        == 202);

        world.commands(tenant, "p-1", PUMP, List.of(), 1);
        World.await(
                "state", () -> call().get("/api/v1/twins/p-1").then().extract().<Integer>path("revision") == 1);
        world.device(tenant, "spare", "p-1", PUMP);

        request("{\"name\":\"stop\"}").statusCode(202).body("device", equalTo("p-1"));
    }

    @Test
    void aDeviceThatWouldAnswerElsewhereIsNotCommanded() {
        TwinId twin = new TwinId("grouped");
        call(world.apiKey(tenant, Role.OWNER))
                .body("{\"type\":\"dtmi:com:example:Pump;1\",\"group\":\"site\"}")
                .put("/api/v1/twins/grouped")
                .then()
                .statusCode(201);
        world.device(tenant, "grouped", "grouped", PUMP);
        World.await(
                "binding",
                () -> call().get("/api/v1/twins/grouped").then().extract().path("device") != null);

        call().body("{\"name\":\"stop\"}")
                .post("/api/v1/twins/" + twin + "/commands")
                .then()
                .statusCode(409)
                .body("detail", containsString("in the group grouped, and the twin stands in the group site"));
    }

    @Test
    void aTenantHasSoManyCommandsUnderWayAndNoMore() throws SQLException {
        fill("x", 20_000, System.currentTimeMillis(), System.currentTimeMillis() + 60_000);

        request("{\"name\":\"stop\"}")
                .statusCode(429)
                .body("type", equalTo("urn:counterpart:problem:quota-exceeded"))
                .header("Retry-After", equalTo("1"))
                .body("quota", equalTo("commands"));
    }

    private void fill(String prefix, int count, long requestedAt, long expiresAt) throws SQLException {
        try (Connection app = PostgresConnections.as("portal_app");
                Statement statement = app.createStatement()) {
            statement.execute("select set_config('app.tenant', '" + tenant + "', false)");
            statement.execute(
                    "insert into portal.command(id, twin, name, device, requested_by, requested_at, expires_at) "
                            + "select '" + prefix + "' || i, 'p-1', 'stop', 'p-1', 'somebody', " + requestedAt + ", "
                            + expiresAt
                            + " from generate_series(1, " + count + ") i");
        }
    }

    @Test
    void whatIsOldIsForgotten() throws SQLException {
        long old = System.currentTimeMillis() - Duration.ofDays(91).toMillis();
        fill("old", 1_001, old, old + 1_000);
        String id = request("{\"name\":\"stop\"}").statusCode(202).extract().path("id");
        get("old1").statusCode(404);

        assertTrue(sweep.sweep().await().atMost(Duration.ofSeconds(20)) >= 1_001);

        get(id).statusCode(200);
        try (Connection superuser = PostgresConnections.superuser();
                Statement statement = superuser.createStatement();
                ResultSet count =
                        statement.executeQuery("select count(*) from portal.command where tenant = '" + tenant + "'")) {
            assertTrue(count.next());
            assertEquals(1, count.getLong(1));
        }
    }

    @Test
    void aTwinWithoutATypeTakesWhateverItsDeviceMayKnow() {
        world.device(tenant, "rig", "rig", TypeId.UNTYPED);
        World.await("twin", () -> call().get("/api/v1/twins/rig").statusCode() == 200);

        call().body("{\"name\":\"reboot\",\"payload\":{\"hard\":true}}")
                .post("/api/v1/twins/rig/commands")
                .then()
                .statusCode(202);
        call().body("{\"name\":\"reboot\",\"payload\":{\"hard\":\"\\u0000\"}}")
                .post("/api/v1/twins/rig/commands")
                .then()
                .statusCode(400)
                .body("detail", containsString("U+0000"));
        call().get("/api/v1/twins/rig").then().body("accepts", empty());
        World.await("command", () -> told("rig").size() == 1);
    }

    @Test
    void whereATypeIsNotDefinedNothingIsCommanded() {
        world.device(tenant, "odd", "odd", new TypeId("dtmi:com:example:Undefined;1"));
        World.await("twin", () -> call().get("/api/v1/twins/odd").statusCode() == 200);

        call().body("{\"name\":\"stop\"}")
                .post("/api/v1/twins/odd/commands")
                .then()
                .statusCode(409)
                .body("detail", containsString("is not defined"));
    }

    @Test
    void whoMayOnlyReadCommandsNothing() {
        String id = request("{\"name\":\"stop\"}").extract().path("id");
        String viewer = world.apiKey(tenant, Role.VIEWER);

        call(viewer)
                .body("{\"name\":\"stop\"}")
                .post("/api/v1/twins/p-1/commands")
                .then()
                .statusCode(403);
        call(viewer).get("/api/v1/commands/" + id).then().statusCode(200);
    }

    @Test
    void anothersTwinsAndCommandsDoNotExist() {
        String id = request("{\"name\":\"stop\"}").extract().path("id");
        String stranger = world.apiKey(world.newTenant(), Role.OWNER);

        call(stranger).get("/api/v1/commands/" + id).then().statusCode(404);
        call(stranger)
                .body("{\"name\":\"stop\"}")
                .post("/api/v1/twins/p-1/commands")
                .then()
                .statusCode(404);
        get("nobody").statusCode(404).body("detail", equalTo("There is no such command."));
        get("a.b").statusCode(404);
        call().body("{\"name\":\"stop\"}")
                .post("/api/v1/twins/nobody/commands")
                .then()
                .statusCode(404);
    }

    @Test
    void theApiDescribesThem() {
        call().get("/api/v1/openapi.json")
                .then()
                .body(
                        "paths.'/api/v1/twins/{twin}/commands'.post.description",
                        allOf(containsString("commands/{id}"), containsString("within")))
                .body("paths.'/api/v1/commands/{id}'", hasKey("get"))
                .body("components.schemas.TwinId.type", equalTo("string"));
    }
}
