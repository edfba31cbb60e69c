package io.counterpart.journey;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.PlatformAccess;
import io.counterpart.platform.LocalPlatform;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a device's publish to whoever may see it, and to nobody else. */
@ExtendWith(WholePlatform.class)
class ReadingJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aReadingIsSeenWithinASecond(Customer customer) throws Exception {
        DeviceLogin login = customer.device("quick-1");
        String token = customer.token("viewer");
        int readings = 60;
        long[] seenAfterMs = new long[readings];
        try (DeviceConnection device = customer.connect(login)) {
            device.publish("{\"pressure\":-1}").get(20, TimeUnit.SECONDS);
            awaitPressure(customer, token, -1);
            for (int i = 0; i < readings; i++) {
                long publishedNanos = System.nanoTime();
                device.publish("{\"pressure\":" + i + "}").get(20, TimeUnit.SECONDS);
                awaitPressure(customer, token, i);
                seenAfterMs[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - publishedNanos);
            }
        }

        Arrays.sort(seenAfterMs);
        long p95 = seenAfterMs[(int) (readings * 0.95)];
        assertTrue(p95 <= 1_000, "p95 was " + p95 + " ms");
    }

    private static void awaitPressure(Customer customer, String token, double value) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    Number seen = customer.asBearer(token)
                            .get("/twins/quick-1")
                            .jsonPath()
                            .get("properties.pressure.measured.value");
                    return seen != null && seen.doubleValue() == value;
                });
    }

    @Test
    void everyFormOfAReadingArrives(Customer customer) throws Exception {
        DeviceLogin login = customer.device("forms");
        try (DeviceConnection device = customer.connect(login)) {
            device.publish("{\"a\":1.5,\"on\":true,\"mode\":\"auto\",\"spectrum\":[1,2.5]}")
                    .get(20, TimeUnit.SECONDS);
            device.publish("{\"ts\":1700000000000,\"values\":{\"b\":2}}").get(20, TimeUnit.SECONDS);
            device.publish("[{\"ts\":\"2023-11-14T22:13:21Z\",\"values\":{\"b\":3}},"
                            + "{\"ts\":1700000002000,\"values\":{\"b\":4}}]")
                    .get(20, TimeUnit.SECONDS);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/forms")
                        .then()
                        .statusCode(200)
                        .body("properties.a.measured.value", equalTo(1.5f))
                        .body("properties.on.measured.value", equalTo(true))
                        .body("properties.mode.measured.value", equalTo("auto"))
                        .body("properties.spectrum.measured.value[1]", equalTo(2.5f))
                        .body("properties.b.measured.ts", equalTo(1700000002000L))
                        .body("counts.stored", equalTo(7)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(
                        "[[1700000000000, 2.0], [1700000001000, 3.0], [1700000002000, 4.0]]",
                        history(customer, "forms", "b").getString("properties.b.measured")));
    }

    private static JsonPath history(Customer customer, String twin, String property) {
        return customer.as("viewer")
                .queryParam("properties", property)
                .queryParam("from", 0)
                .queryParam("to", 4_000_000_000_000L)
                .get("/twins/" + twin + "/history")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void aReadingByHttpIsTheSame(Customer customer) {
        DeviceLogin login = customer.device("by-http");

        customer.asBearer(login.password())
                .body("{\"pressure\":7.5}")
                .post("/telemetry")
                .then()
                .statusCode(204);

        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/by-http")
                        .then()
                        .body("properties.pressure.measured.value", equalTo(7.5f)));
    }

    @Test
    void whatCannotBeUsedIsCountedAndShownToTheTenant(Customer customer) throws Exception {
        DeviceLogin login = customer.device("clumsy");
        String[] bad = {
            "{\"a\":",
            "nonsense",
            "{\"a\":NaN}",
            "{\"ts\":5,\"values\":{\"a\":1}}",
            "{\"ts\":4102444800000,\"values\":{\"a\":1}}",
            "[".repeat(200),
            "{\"a\":1,\"a\":2}",
            "{\"9\":1}"
        };
        try (DeviceConnection device = customer.connect(login)) {
            device.publish("{\"a\":1}").get(20, TimeUnit.SECONDS);
            for (String payload : bad) {
                device.publish(payload).get(20, TimeUnit.SECONDS);
            }
            device.publish("{\"a\":\"text now\"}").get(20, TimeUnit.SECONDS);
            device.publish("{\"a\":2}").get(20, TimeUnit.SECONDS);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("viewer")
                        .get("/twins/clumsy")
                        .then()
                        .body("properties.a.measured.value", equalTo(2f))
                        .body("counts.stored", equalTo(2))
                        .body("counts.rejected", equalTo(bad.length + 1)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> customer.as("device-maker")
                        .get("/devices/clumsy/rejections")
                        .then()
                        .statusCode(200)
                        .body("items.reason", hasItem("malformed-json"))
                        .body("items.reason", hasItem("time-out-of-range"))
                        .body("items.reason", hasItem("too-deep"))
                        .body("items.reason", hasItem("duplicate-key"))
                        .body("items.reason", hasItem("wrong-schema"))
                        .body("items", hasItem(hasEntry("bytes", "eyJhIjo="))));
    }

    @Test
    void anotherTenantsTwinDoesNotExist(Customer customer, LocalPlatform platform) {
        customer.device("mine");
        await().atMost(PATIENCE)
                .until(() -> customer.as("viewer").get("/twins/mine").statusCode() == 200);
        Customer stranger = Customer.signUp(platform, WholePlatform.freshName());

        stranger.as("owner")
                .get("/twins/mine")
                .then()
                .statusCode(404)
                .contentType(startsWith("application/problem+json"));
        stranger.as("owner").get("/devices/mine").then().statusCode(404);
        stranger.as("owner")
                .header("Counterpart-Tenant", customer.tenant().value())
                .get("/twins/mine")
                .then()
                .statusCode(oneOf(403, 404));
    }

    @Test
    void nobodyPublishesInAnothersName(Customer customer, LocalPlatform platform) {
        DeviceLogin login = customer.device("honest");
        PlatformAccess access = customer.access();
        String[] forged = {
            customer.tenant() + "/other", "demo/honest", "honest", "", "+/honest", customer.tenant() + "/#"
        };

        for (String user : forged) {
            try (DeviceConnection device =
                    DeviceConnection.open(access, new DeviceLogin(user, login.password()), trouble -> {})) {
                assertThrows(
                        Exception.class, () -> device.connected().get(2, TimeUnit.SECONDS), "let in as '" + user + "'");
            }
        }
        try (DeviceConnection device =
                DeviceConnection.open(access, new DeviceLogin(login.username(), "cd_wrong"), trouble -> {})) {
            assertThrows(Exception.class, () -> device.connected().get(2, TimeUnit.SECONDS));
        }
    }

    @Test
    void aRevokedCredentialEndsTheConnectionWithinFiveSeconds(Customer customer) throws Exception {
        DeviceLogin login = customer.device("revoked");
        try (DeviceConnection device = customer.connect(login)) {
            device.publish("{\"a\":1}").get(20, TimeUnit.SECONDS);
            String id = customer.as("device-maker")
                    .get("/devices/revoked/credentials")
                    .jsonPath()
                    .getString("items[0].id");

            customer.as("device-maker")
                    .delete("/devices/revoked/credentials/" + id)
                    .then()
                    .statusCode(204);

            await().atMost(Duration.ofSeconds(5)).until(() -> !device.isConnected());
        }
    }

    @Test
    void noProgramIsLetInWithoutSayingWhoItIs(LocalPlatform platform) {
        for (String path : new String[] {"/twins", "/twins/x", "/devices", "/tenants", "/members", "/twin-types"}) {
            given().baseUri(platform.portalUrl())
                    .basePath("/api/v1")
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType(startsWith("application/problem+json"));
        }
    }

    /** By a client that sends a path as it stands: others tidy it up. */
    @Test
    void aPathWithACharacterThatNoneOfOursHoldsIsRefused(Customer customer, LocalPlatform platform) throws Exception {
        String token = customer.token("owner");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : new String[] {"/twins;x", "/twins/a%3Bb", "/twins/a%2Fb", "/twins/a%5Cb", "//twins"}) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(platform.portalUrl() + "/api/v1" + path))
                        .header("Authorization", "Bearer " + token)
                        .build();

                int status =
                        http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();

                assertEquals(400, status, path);
            }
        }
    }
}
