package io.counterpart.ingest.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.ingest.access.FakeAccessFeed;
import io.counterpart.ingest.publishing.FakeInputPublisher;
import io.quarkus.test.Mock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as it is started, its access topic and its log in the test's hand. */
@QuarkusTest
@TestProfile(TelemetryTest.OnFreePorts.class)
class TelemetryTest {

    private static final String TOKEN = "cd_of-pump-1";

    /** Its settings. */
    public static class OnFreePorts implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "counterpart.mqtt.port", "0",
                    "counterpart.mqtt.loops", "1",
                    "counterpart.http.body-bytes-max", "20000",
                    "counterpart.http.answer-timeout", "300ms",
                    "counterpart.publishing.lane-bytes-max", "40000");
        }
    }

    /** Its access topic. */
    @Mock
    @ApplicationScoped
    public static class Access extends FakeAccessFeed {}

    /** Its log. */
    @Mock
    @ApplicationScoped
    public static class Log extends FakeInputPublisher {}

    private final Access access;
    private final Log log;
    private final Vertx vertx;

    TelemetryTest(Access access, Log log, Vertx vertx) {
        this.access = access;
        this.log = log;
        this.vertx = vertx;
    }

    @BeforeEach
    void aDevice() {
        access.withTenant("acme").withDevice("acme", "pump-1", TOKEN).becomeReady();
        log.comeBack();
        log.forget();
    }

    @AfterEach
    void goOn() {
        log.comeBack();
    }

    private static RequestSpecification device() {
        return given().header("Authorization", "Bearer " + TOKEN).contentType("application/json");
    }

    @Test
    void aReadingIsAnsweredWhenItIsDurable() {
        device().body("{\"p\":1}").post("/api/v1/telemetry").then().statusCode(204);

        var written = log.durable().getFirst();
        assertEquals("acme", written.tenant().value());
        assertEquals("pump-1", written.device());
        assertEquals("", written.about());
        assertEquals("{\"p\":1}", written.payload());
    }

    @Test
    void aComponentIsNamedByTheQuery() {
        device().queryParam("component", "bearing")
                .body("{}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(204);

        assertEquals("bearing", log.durable().getFirst().about());
    }

    @Test
    void aComponentThatIsNoNameIsRefused() {
        device().queryParam("component", "a.b")
                .body("{}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:counterpart:problem:invalid-telemetry"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic cd_of-pump-1", "cd_of-pump-1"})
    void whoIsNoDeviceIsNotLetIn(String authorization) {
        given().header("Authorization", authorization)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:counterpart:problem:unauthenticated"));
        assertEquals(List.of(), log.durable());
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        device().body("x".repeat(20_001))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(413)
                .body("status", is(413));
        assertEquals(List.of(), log.durable());
    }

    /** The device hears why before it has sent it all. */
    @Test
    void aBodyThatAnnouncesItselfAsFarTooLargeIsRefusedInWords() throws IOException {
        String answer = raw("POST /api/v1/telemetry HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("urn:counterpart:problem:payload-too-large"), answer);
        assertEquals(List.of(), log.durable());
    }

    @Test
    void whatIsObviouslyNoJsonIsRefused() {
        given().header("Authorization", "Bearer " + TOKEN)
                .contentType("text/csv")
                .body("a;b")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(415)
                .body("type", equalTo("urn:counterpart:problem:unsupported-media-type"));
    }

    @Test
    void anotherMethodIsRefused() {
        device().get("/api/v1/telemetry").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void whatIsNotKnownToBeDurableInTimeIsSaidToBeUnknown() {
        log.goAway();

        device().body("{}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:counterpart:problem:unavailable"));
    }

    @Test
    void whenTooMuchWaitsNothingMoreIsTaken() {
        log.goAway();
        for (int i = 0; i < 3; i++) {
            device().body("x".repeat(19_000)).post("/api/v1/telemetry").then().statusCode(503);
        }

        device().body("{}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .body("quota", equalTo("waiting-bytes"));
    }

    @Test
    void nobodyIsLetInBeforeItIsKnownWhoMay() {
        access.notReady();

        device().body("{}").post("/api/v1/telemetry").then().statusCode(503);
        given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
    }

    @Test
    void theServiceIsReadyWhenItsPartsAre() {
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("ingest"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/telemetry;x",
                "/api/v1/telemetry%3Bx",
                "/api%2fv1/telemetry",
                "/api//v1/telemetry",
                "/a%5cb",
                "/a%00"
            })
    void aPathThatCanBeReadInTwoWaysIsRefused(String path) throws IOException {
        assertTrue(rawGet(path).startsWith("HTTP/1.1 400"), path);
    }

    /** No client library sends such a path as it stands. */
    private static String rawGet(String path) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theOpenApiDocumentSaysHowToPublish() {
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/telemetry'.post.operationId", equalTo("publishTelemetry"))
                .body("paths.'/api/v1/telemetry'.post.responses", not(equalTo(Map.of())));
    }

    @Test
    void metricsAreThere() {
        device().body("{}").post("/api/v1/telemetry").then().statusCode(204);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("counterpart_publishing_durable_total"))
                .body(containsString("counterpart_mqtt_connections"));
    }

    @Test
    void theNativeTransportIsUsed() {
        assertTrue(vertx.isNativeTransportEnabled());
    }
}
