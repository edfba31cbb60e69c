package io.counterpart.journey;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.bench.LoadTenant;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.device.DeviceConnection;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.reader.Audit;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.Port;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A customer leaves, and nothing of it stays anywhere; nobody else notices. */
@ExtendWith(WholePlatform.class)
class ErasureJourneyTest {

    private static final System.Logger LOG = System.getLogger(ErasureJourneyTest.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final TypeId PUMP = new TypeId("dtmi:com:example:LeavingPump;1");
    private static final long T0 = 1_700_000_000_000L;
    private static final Set<String> ALL_STORES =
            Set.copyOf(Arrays.stream(Store.values()).map(Store::word).toList());

    @Test
    void aTenantLeavesEveryStoreWhileItsNeighbourGoesOn(LocalPlatform platform) throws Exception {
        Customer leaving = Customer.signUp(platform, WholePlatform.freshName());
        Customer staying = Customer.signUp(platform, neighbourOf(leaving.tenant()));
        try (LoadTenant leavingRows = LoadTenant.on(platform, leaving.tenant());
                LoadTenant stayingRows = LoadTenant.on(platform, staying.tenant());
                DeviceConnection chatterer = leaving.connect(leaving.device("chatterer"));
                DeviceConnection neighbour = staying.connect(staying.device("steady"))) {
            // Given: a tenant with types, twins and readings, and one of its bucket; both write all the time.
            furnish(leaving);
            await().atMost(PATIENCE).until(() -> leavingRows.stored().rows() >= 20);
            await().atMost(PATIENCE).until(() -> Files.exists(checkpoints(platform, leaving.tenant())));
            assertTrue(portalRows(platform, leaving.tenant()) >= 3);
            for (String topic : List.of(Topics.DESIRED, Topics.COMMANDS)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertEquals(
                                List.of(true),
                                sizesOn(platform, leaving.tenant(), topic).values().stream()
                                        .map(size -> size > 0)
                                        .toList()));
            }
            AtomicBoolean running = new AtomicBoolean(true);
            CompletableFuture<Long> written = CompletableFuture.supplyAsync(() -> publish(neighbour, running));
            CompletableFuture<Long> lastWords = CompletableFuture.supplyAsync(() -> publish(chatterer, running));
            await().atMost(PATIENCE).until(() -> leavingRows.stored().rows() >= 100);

            // When
            Instant began = Instant.now();
            asPlatform(platform, leaving.tenant())
                    .delete("/tenants/" + leaving.tenant())
                    .then()
                    .statusCode(202);

            // Then
            await().atMost(PATIENCE)
                    .until(() -> receipt(platform, leaving.tenant())
                            .getString("status")
                            .equals("erased"));
            JsonPath receipt = receipt(platform, leaving.tenant());
            LOG.log(
                    System.Logger.Level.INFO,
                    "erased after {0} ms: {1}",
                    Duration.between(began, Instant.now()).toMillis(),
                    receipt.prettify());
            assertEquals(ALL_STORES, Set.copyOf(receipt.getList("stores.store", String.class)));
            assertEquals(List.of(), receipt.getList("open"));
            assertNotNull(receipt.getString("completedAt"));

            assertEquals(new Audit(0, 0, 0), leavingRows.stored());
            assertFalse(Files.exists(checkpoints(platform, leaving.tenant())));
            assertEquals(0, portalRows(platform, leaving.tenant()));
            assertEquals(
                    Map.of(TypeDefinition.key(leaving.tenant(), PUMP), 0),
                    sizesOn(platform, leaving.tenant(), Topics.DEFINITIONS));
            assertEquals(
                    Map.of(TwinDesired.key(leaving.tenant(), new TwinId("gauge")), 0),
                    sizesOn(platform, leaving.tenant(), Topics.DESIRED));
            assertEquals(
                    List.of(0),
                    List.copyOf(
                            sizesOn(platform, leaving.tenant(), Topics.COMMANDS).values()));
            assertEquals(404, namespaces(platform, leaving.tenant()).statusCode());
            assertEquals(
                    404,
                    asPlatform(platform, leaving.tenant())
                            .get("/tenants/" + leaving.tenant())
                            .statusCode());

            assertThrows(ExecutionException.class, () -> lastWords.get(2, TimeUnit.MINUTES), "it was never shut out");
            running.set(false);
            long readings = written.get(1, TimeUnit.MINUTES);
            assertTrue(readings > 100, "the neighbour wrote " + readings);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertEquals(new Audit(readings, readings, readings), stayingRows.stored()));
        }
        anotherIsHeardAfterwards(platform);
    }

    /** What is withdrawn on the topics that all tenants share must stop nobody who follows them. */
    private static void anotherIsHeardAfterwards(LocalPlatform platform) throws Exception {
        Customer fresh = Customer.signUp(platform, WholePlatform.freshName());
        try (DeviceConnection device = fresh.connect(fresh.device("first"))) {
            device.publish("{\"n\":1}").get(20, TimeUnit.SECONDS);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> fresh.as("viewer")
                        .get("/twins/first")
                        .then()
                        .statusCode(200)
                        .body("counts.stored", equalTo(1)));
    }

    /** A tenant whose rows share their tables with this one's. */
    private static String neighbourOf(TenantId tenant) {
        String name = WholePlatform.freshName();
        while (!Bucket.of(new TenantId(name)).equals(Bucket.of(tenant))) {
            name = WholePlatform.freshName();
        }
        return name;
    }

    private static void furnish(Customer customer) throws Exception {
        customer.as("modeller")
                .body("""
                        {"@context":"dtmi:dtdl:context;3","@id":"%s","@type":"Interface",
                         "contents":[{"@type":"Telemetry","name":"pressure","schema":"double"}]}""".formatted(PUMP))
                .post("/twin-types")
                .then()
                .statusCode(201);
        customer.as("modeller")
                .body("{\"type\":\"" + PUMP + "\",\"name\":\"A pump\"}")
                .put("/twins/pump")
                .then()
                .statusCode(201);
        try (DeviceConnection device = customer.connect(customer.device("gauge"))) {
            for (int i = 0; i < 20; i++) {
                device.publish("{\"ts\":%d,\"values\":{\"pressure\":%d,\"mode\":\"auto\",\"spectrum\":[1,2]}}"
                                .formatted(T0 + i, i))
                        .get(20, TimeUnit.SECONDS);
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("operator")
                        .body("{\"properties\":{\"pressure\":{\"desired\":7}}}")
                        .patch("/twins/gauge")
                        .then()
                        .statusCode(200));
        customer.as("operator")
                .body("{\"name\":\"reset\",\"within\":\"PT1H\"}")
                .post("/twins/gauge/commands")
                .then()
                .statusCode(202);
    }

    /** How many readings were acknowledged until it was told to end. */
    private static long publish(DeviceConnection device, AtomicBoolean running) {
        long written = 0;
        while (running.get()) {
            device.publish("{\"ts\":%d,\"values\":{\"n\":%d}}".formatted(T0 + written, written))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            written++;
        }
        return written;
    }

    private static RequestSpecification asPlatform(LocalPlatform platform, TenantId tenant) {
        return given().baseUri(platform.portalUrl())
                .basePath(ApiRoute.ROOT)
                .auth()
                .oauth2(platform.people().token(tenant.value(), "platform-admin"));
    }

    private static JsonPath receipt(LocalPlatform platform, TenantId tenant) {
        return asPlatform(platform, tenant)
                .get("/tenants/" + tenant + "/erasure")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Path checkpoints(LocalPlatform platform, TenantId tenant) {
        return platform.home().resolve("objects/checkpoints/" + tenant);
    }

    /** As the service sees them, in the tenant's own name; the outbox as its relay does. */
    private static long portalRows(LocalPlatform platform, TenantId tenant) throws SQLException {
        try (Connection app = portal(platform, "app");
                PreparedStatement within = app.prepareStatement("select set_config('app.tenant', ?, false)");
                PreparedStatement rows = app.prepareStatement(
                        "select (select count(*) from portal.twin) + (select count(*) from portal.twin_type) "
                                + "+ (select count(*) from portal.command)");
                Connection control = portal(platform, "control");
                PreparedStatement outbox =
                        control.prepareStatement("select count(*) from portal.outbox where tenant = ?")) {
            within.setString(1, tenant.value());
            within.execute();
            outbox.setString(1, tenant.value());
            return number(rows) + number(outbox);
        }
    }

    private static Connection portal(LocalPlatform platform, String role) throws SQLException {
        Map<String, String> told = platform.environment(Component.PORTAL);
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + platform.port(Port.POSTGRES) + "/"
                        + told.get("COUNTERPART_DATABASE_NAME"),
                "portal_" + role,
                Objects.requireNonNull(
                        told.get("COUNTERPART_DATABASE_" + role.toUpperCase(Locale.ROOT) + "_PASSWORD")));
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    /** Of what stands now under the tenant's keys on a topic of all tenants, how large each is; what is withdrawn has no bytes. */
    private static Map<String, Integer> sizesOn(LocalPlatform platform, TenantId tenant, String topic)
            throws Exception {
        Map<String, Integer> newest = new TreeMap<>();
        try (PulsarClient client = PulsarClient.builder()
                        .serviceUrl(platform.pulsarUrl())
                        .authentication(AuthenticationFactory.token(platform.pulsarToken("admin")))
                        .build();
                Reader<byte[]> reader = client.newReader()
                        .topic(topic)
                        .startMessageId(MessageId.earliest)
                        .create()) {
            while (reader.hasMessageAvailable()) {
                Message<byte[]> message = reader.readNext(10, TimeUnit.SECONDS);
                if (message.getKey().startsWith(tenant + "/")) {
                    newest.put(message.getKey(), message.size());
                }
            }
        }
        return newest;
    }

    private static Response namespaces(LocalPlatform platform, TenantId tenant) {
        return given().auth()
                .oauth2(platform.pulsarToken("admin"))
                .get(platform.pulsarAdminUrl() + "/admin/v2/namespaces/" + tenant);
    }
}
