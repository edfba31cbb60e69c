package io.counterpart.portal.graph;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.PostgresConnections;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.log.TopicLog;
import io.counterpart.portal.problem.ApiProblem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class GraphComponentTest {

    private static final String TYPES = """
            [{"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Asset;1"},
             {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:Pump;1",
              "extends":"dtmi:com:example:Asset;1","contents":[
              {"@type":"Relationship","name":"feeds","properties":[
                {"@type":"Property","name":"share","schema":"double"}]}]}]""";
    private static final TypeId ASSET = new TypeId("dtmi:com:example:Asset;1");
    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");

    private final World world;
    private final FakeLog log;
    private final GraphIndexes graphs;
    private final TenantDatabase database;
    private final LiveStates states;
    private final AccessDirectory access;
    private final Vertx vertx;
    private Instant now = Instant.EPOCH;
    private TenantId tenant = new TenantId("unset");
    private String key = "";

    @Inject
    GraphComponentTest(
            World world,
            FakeLog log,
            GraphIndexes graphs,
            TenantDatabase database,
            LiveStates states,
            AccessDirectory access,
            Vertx vertx) {
        this.world = world;
        this.log = log;
        this.graphs = graphs;
        this.database = database;
        this.states = states;
        this.access = access;
        this.vertx = vertx;
    }

    @BeforeEach
    void newTenant() {
        tenant = world.newTenant();
        key = world.apiKey(tenant, Role.OWNER);
        call().body(TYPES).post("/api/v1/twin-types").then().statusCode(201);
    }

    private RequestSpecification call() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private int define(String twin, TypeId type) {
        return call().body("{\"type\":\"" + type + "\",\"name\":\"The " + twin + "\"}")
                .put("/api/v1/twins/" + twin)
                .statusCode();
    }

    private int relate(String source, String name, String target, String properties) {
        return call().body("{\"properties\":" + properties + "}")
                .put("/api/v1/twins/" + source + "/relationships/" + name + "/" + target)
                .statusCode();
    }

    private GraphView graph() {
        return graph(null);
    }

    private GraphView graph(@Nullable Long minRevision) {
        return graphs.of(tenant, minRevision).await().atMost(Duration.ofSeconds(20));
    }

    private GraphStore store(int page) {
        return new GraphStore(database, new Bounds(2, 1_000, page), new io.vertx.mutiny.core.Vertx(vertx));
    }

    /** Everything in a graph, as lines. */
    private static Set<String> lines(GraphView graph) {
        TreeSet<String> lines = new TreeSet<>();
        for (int twin : graph.all()) {
            lines.add(graph.id(twin) + " is " + graph.type(twin) + " called " + graph.name(twin));
            graph.outgoing(
                    twin,
                    null,
                    (to, name, properties) ->
                            lines.add(graph.id(twin) + " " + name + " " + graph.id(to) + " " + properties));
            graph.incoming(
                    twin,
                    null,
                    (from, name, properties) ->
                            lines.add(graph.id(from) + " " + name + " " + graph.id(twin) + " " + properties));
        }
        return lines;
    }

    /** The same from the rows. */
    private Set<String> rows() throws SQLException {
        TreeSet<String> lines = new TreeSet<>();
        try (Connection superuser = PostgresConnections.superuser();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select id || ' is ' || type || ' called ' || name from portal.twin
                        where tenant = '%1$s' and not removed
                        union all
                        select source || ' ' || name || ' ' || target || ' '
                            || replace(replace(cast(properties as text), '"', ''), ':', '=')
                        from portal.relationship where tenant = '%1$s' and not removed""".formatted(tenant))) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theIndexIsWhatTheRowsAreAndWhatTheyWereStaysReadable(long seed) throws SQLException {
        Random random = new Random(seed);
        List<Long> instants = new ArrayList<>();
        List<Set<String>> then = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            write(random);
            if (random.nextInt(6) == 0) {
                Set<String> rows = rows();
                assertEquals(rows, lines(graph()), "at step " + step);
                instants.add(knownAt());
                then.add(rows);
                awaitNextMillisecond();
            }
        }
        GraphState whole = store(3).advance(tenant, GraphState.EMPTY, graph().revision())
                .await()
                .atMost(Duration.ofSeconds(20));
        assertEquals(rows(), lines(view(whole)));
        for (int i = 0; i < instants.size(); i++) {
            GraphView known = graphs.asKnownAt(tenant, instants.get(i)).await().atMost(Duration.ofSeconds(20));
            assertEquals(then.get(i), lines(known), "as known at " + instants.get(i));
        }
        assertEquals(
                new TreeSet<String>(), lines(graphs.asKnownAt(tenant, 0).await().indefinitely()));
    }

    private static GraphView view(GraphState state) {
        return new GraphView(state, null, new AtomicReferenceArray<>(state.size()));
    }

    private void write(Random random) {
        String one = "t" + random.nextInt(8);
        String other = "t" + random.nextInt(8);
        int answer = switch (random.nextInt(10)) {
            case 0 -> call().delete("/api/v1/twins/" + one).statusCode();
            case 1, 2, 3 -> define(one, random.nextBoolean() ? PUMP : TypeId.UNTYPED);
            case 4 ->
                call().delete("/api/v1/twins/" + one + "/relationships/feeds/" + other)
                        .statusCode();
            case 5 -> relate(one, "likes", other, "{}");
            default ->
                relate(one, "feeds", other, random.nextBoolean() ? "{}" : "{\"share\":0." + random.nextInt(3) + "5}");
        };
        assertTrue(answer < 500, "" + answer);
    }

    private long knownAt() throws SQLException {
        return number("select known_at from portal.graph where tenant = '" + tenant + "'");
    }

    /** Two writes of one millisecond have one known time. */
    private void awaitNextMillisecond() throws SQLException {
        long before = knownAt();
        World.await("the next millisecond", () -> {
            try {
                return number("select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)") > before;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static long number(String query) throws SQLException {
        try (Connection superuser = PostgresConnections.superuser();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    @Test
    void readersSeeWholeRevisionsWhateverIsBeingWritten() throws Exception {
        for (int i = 0; i < 8; i++) {
            define("t" + i, PUMP);
        }
        graph();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            work.add(() -> {
                for (int n = 0; n < 40; n++) {
                    write(random);
                }
                return null;
            });
        }
        for (int i = 0; i < 3; i++) {
            work.add(() -> {
                long last = 0;
                for (int n = 0; n < 40; n++) {
                    GraphView seen = graph(last);
                    assertTrue(seen.revision() >= last, seen.revision() + " after " + last);
                    last = seen.revision();
                    GraphState alone = store(5).advance(tenant, GraphState.EMPTY, last)
                            .await()
                            .atMost(Duration.ofSeconds(20));
                    assertEquals(lines(view(alone)), lines(seen), "at revision " + last);
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<Void> done : threads.invokeAll(work)) {
                assertNull(done.get());
            }
        }
        assertEquals(rows(), lines(graph()));
    }

    @Test
    void whoWroteReadsItAndWhoHoldsAGraphKeepsIt() {
        define("a", PUMP);
        GraphView before = graph();
        long revision = Long.parseLong(
                call().body("{}").put("/api/v1/twins/a/relationships/feeds/a").header("Counterpart-Revision"));
        GraphView after = graph(revision);
        assertTrue(after.revision() >= revision);
        assertEquals(1, after.outgoing(after.find("a"), "feeds", (to, name, properties) -> {}));
        assertEquals(0, before.outgoing(before.find("a"), "feeds", (to, name, properties) -> {}));
    }

    @Test
    void aRevisionThatDoesNotComeIsAProblem() {
        ApiProblem thrown = assertThrows(ApiProblem.class, () -> graph(1_000L));
        assertEquals(503, thrown.problem().status());
        assertTrue(String.valueOf(thrown.problem().detail()).contains("revision 1, and not yet at 1000"));
    }

    @Test
    void typesThatComeLaterAreInheritedFromToo() {
        define("a", PUMP);
        assertEquals(1, graph().ofModel(ASSET, false).length);
        call().body("""
                        {"@type":"Interface","@context":"dtmi:dtdl:context;3","@id":"dtmi:com:example:BigPump;1",
                         "extends":"dtmi:com:example:Pump;1"}""").post("/api/v1/twin-types").then().statusCode(201);
        define("b", new TypeId("dtmi:com:example:BigPump;1"));
        assertEquals(2, graph().ofModel(ASSET, false).length);
        assertEquals(0, graph().ofModel(ASSET, true).length);
    }

    @Test
    void twinsOfDevicesAreThereAndTheirValuesAreTheNewest() {
        world.device(tenant, "d-1", "p-1", PUMP);
        World.await("twin", () -> graph().find("p-1") >= 0);
        GraphView graph = graph();
        int twin = graph.find("p-1");
        assertNull(graph.value(twin, "pressure"));
        world.pressure(tenant, "p-1", 3.25, 1);
        assertEquals(3.25, graph.value(twin, "pressure"));
        world.pressure(tenant, "p-1", 4, 2);
        assertEquals(4.0, graph.value(twin, "pressure"));
        assertNull(graph.value(twin, "temperature"));
        assertNull(graph.quality(twin));
        forgetState("p-1");
        assertNull(graph.value(twin, "pressure"));
        world.pressure(tenant, "p-1", 5, 3);
        assertEquals(5.0, graph.value(twin, "pressure"));
    }

    private void forgetState(String twin) {
        log.append(Topics.state(tenant), new TopicLog.Entry(twin, null));
    }

    @Test
    void twinsThatOnlyTheLogKnowsCountToo() {
        define("b", PUMP);
        assertEquals(-1, graph().find("a"));
        world.pressure(tenant, "a", 1, 1);
        world.pressure(tenant, "c", 2, 1);
        GraphView graph = graph();
        assertEquals(3, graph.all().length);
        assertEquals(TypeId.UNTYPED, graph.type(graph.find("a")));
        assertEquals(2.0, graph.value(graph.find("c"), "pressure"));
        define("a", PUMP);
        graph = graph();
        assertEquals(PUMP, graph.type(graph.find("a")));
        forgetState("c");
        assertEquals(-1, graph().find("c"));
        call().delete("/api/v1/twins/a");
        assertEquals(-1, graph().find("a"));
    }

    @Test
    void aTenantSeesItsOwnGraphAlone() {
        define("a", PUMP);
        GraphView mine = graph();
        tenant = world.newTenant();
        assertEquals(0, graph().all().length);
        assertEquals(1, mine.all().length);
    }

    @Test
    void batchesOfDevicesTakeOneRevision() throws SQLException {
        List<String> twins = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            world.device(tenant, "d-" + i, "p-" + i, TypeId.UNTYPED);
            twins.add("p-" + i);
        }
        World.await("twins", () -> graph().all().length == twins.size());
        long revisions =
                number("select count(distinct revision) from portal.twin_version where tenant = '" + tenant + "'");
        assertTrue(revisions < twins.size(), revisions + " revisions");
        log.append(Topics.ACCESS, new TopicLog.Entry(AccessEvent.Device.key(tenant, new DeviceId("d-1")), null));
        World.await("unbinding", () -> {
            try {
                return number("select count(*) from portal.twin_version where tenant = '" + tenant
                                + "' and id = 'p-1' and device is null")
                        == 1;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void anErasedTenantsGraphIsForgotten() throws SQLException {
        define("a", PUMP);
        relate("a", "feeds", "a", "{}");
        GraphView before = graph();
        assertEquals(1, before.all().length);
        ErasureOrder order = new ErasureOrder(tenant, 0);
        log.append(Topics.ERASURES, new TopicLog.Entry(order.key(), ErasureOrder.JSON.write(order)));
        World.await(
                "erasure",
                () -> log.unacknowledged(Topics.ERASURES).stream()
                        .noneMatch(entry -> tenant.value().equals(entry.key())));
        assertEquals(0, graph().all().length);
        assertEquals(0, number("select count(*) from portal.twin_version where tenant = '" + tenant + "'"));
    }

    // ---- bounds ----

    private GraphIndexes bounded(int tenantsMax, int elementsMax) {
        GraphConfig bounds = new Bounds(tenantsMax, elementsMax, 3);
        GraphStore store = new GraphStore(database, bounds, new io.vertx.mutiny.core.Vertx(vertx));
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        return new GraphIndexes(store, states, bounds, clock, vertx, access, new SimpleMeterRegistry());
    }

    @Test
    void theNumberOfGraphsIsBoundedAndIdleOnesAreReleased() {
        GraphIndexes few = bounded(1, 100);
        few.of(tenant, null).await().indefinitely();
        TenantId second = world.newTenant();
        assertThrows(ApiProblem.class, () -> few.of(second, null).await().indefinitely());
        now = now.plus(Duration.ofMinutes(9));
        few.releaseIdle();
        assertEquals(1, few.tenants());
        now = now.plus(Duration.ofMinutes(2));
        few.releaseIdle();
        assertEquals(0, few.tenants());
        few.of(second, null).await().indefinitely();
        world.forget(second);
        assertEquals(0, few.tenants());
        few.stop();
    }

    @Test
    void aGraphThatIsTooLargeIsNotLoaded() {
        GraphIndexes small = bounded(1, 4);
        for (int i = 0; i < 4; i++) {
            define("t" + i, PUMP);
        }
        assertEquals(4, small.of(tenant, null).await().indefinitely().all().length);
        small.forget(tenant);
        relate("t0", "feeds", "t1", "{}");
        ApiProblem thrown = assertThrows(
                ApiProblem.class, () -> small.of(tenant, null).await().indefinitely());
        assertEquals(503, thrown.problem().status());
        small.stop();
    }
}
