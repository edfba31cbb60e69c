package io.counterpart.tenants;

import static io.counterpart.tenants.fixture.Platform.as;
import static io.counterpart.tenants.fixture.Platform.member;
import static io.counterpart.tenants.fixture.Platform.tenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.tenants.fixture.FakeAccessTopic;
import io.counterpart.tenants.fixture.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DeviceComponentTest {

    private static final String DEVICES = "/api/v1/devices/";
    private static final String TOKEN = "{\"kind\":\"token\"}";

    @Inject
    FakeAccessTopic access;

    @Inject
    AccessDirectory directory;

    private String tenant = "";
    private String maker = "";

    @BeforeEach
    void aTenantWithADeviceMaker() {
        tenant = tenant();
        maker = member(tenant, "device-maker");
    }

    @Test
    void aDeviceOfWhichLittleIsSaidSpeaksForATwinOfItsName() {
        // When
        var answer = as(maker).put(DEVICES + "pump-1");

        // Then
        answer.then()
                .statusCode(201)
                .header("ETag", equalTo("\"1\""))
                .body("twin", equalTo("pump-1"))
                .body("group", equalTo("pump-1"));
        AccessEvent.Device published = device("pump-1");
        assertEquals(TypeId.UNTYPED, published.type());
        assertEquals(List.of(), published.tokens());
    }

    @Test
    void aPutThatIsRepeatedChangesNothing() {
        // Given
        as(maker)
                .body("{\"twin\":\"p\",\"group\":\"plant\"}")
                .put(DEVICES + "pump-1")
                .then()
                .statusCode(201);
        int generation = device("pump-1").generation();

        // When
        var answer = as(maker).body("{\"twin\":\"p\",\"group\":\"plant\"}").put(DEVICES + "pump-1");

        // Then
        answer.then().statusCode(200).header("ETag", equalTo("\"1\""));
        assertEquals(generation, device("pump-1").generation());
    }

    @Test
    void bindingADeviceToAnotherTwinRaisesItsGeneration() {
        // Given
        as(maker).put(DEVICES + "pump-1").then().statusCode(201);
        int generation = device("pump-1").generation();

        // When
        var answer = as(maker).body("{\"twin\":\"other\"}").put(DEVICES + "pump-1");

        // Then
        answer.then().statusCode(200).header("ETag", equalTo("\"2\""));
        assertTrue(device("pump-1").generation() > generation);
        assertEquals("other", device("pump-1").twin().value());
    }

    @Test
    void theTokenIsShownOnceAndLetsTheDeviceIn() {
        // Given
        as(maker).put(DEVICES + "pump-1").then().statusCode(201);

        // When
        Response answer = as(maker).body(TOKEN).post(DEVICES + "pump-1/credentials");

        // Then
        answer.then()
                .statusCode(201)
                .body("username", equalTo(tenant + "/pump-1"))
                .body("password", startsWith("cd_"));
        assertEquals(
                device("pump-1"),
                directory.deviceByToken(answer.path("password")).orElseThrow());
        as(maker)
                .get(DEVICES + "pump-1/credentials")
                .then()
                .body("items.id", contains(answer.<String>path("id")))
                .body("items[0].password", nullValue())
                .body("items[0].hash", nullValue());
    }

    @Test
    void aRevokedTokenLetsNobodyInAndEndsSessionsByTheTimeOfTheAnswer() {
        // Given
        as(maker).put(DEVICES + "pump-1").then().statusCode(201);
        Response credential = as(maker).body(TOKEN).post(DEVICES + "pump-1/credentials");
        int generation = device("pump-1").generation();

        // When
        var answer = as(maker).delete(DEVICES + "pump-1/credentials/" + credential.path("id"));

        // Then
        answer.then().statusCode(204);
        assertTrue(directory.deviceByToken(credential.path("password")).isEmpty());
        assertTrue(device("pump-1").generation() > generation);
    }

    @Test
    void aSecondTokenLeavesTheSessionsOfTheFirstAlone() {
        // Given
        as(maker).put(DEVICES + "pump-1").then().statusCode(201);
        Response first = as(maker).body(TOKEN).post(DEVICES + "pump-1/credentials");
        int generation = device("pump-1").generation();

        // When
        as(maker).body(TOKEN).post(DEVICES + "pump-1/credentials").then().statusCode(201);

        // Then
        assertEquals(generation, device("pump-1").generation());
        assertEquals(2, device("pump-1").tokens().size());
        assertTrue(directory.deviceByToken(first.path("password")).isPresent());
    }

    @Test
    void aDeviceMadeAgainIsOfALaterGeneration() {
        // Given
        as(maker).put(DEVICES + "pump-1").then().statusCode(201);
        int generation = device("pump-1").generation();
        as(maker).delete(DEVICES + "pump-1").then().statusCode(204);
        assertFalse(access.device(tenant, "pump-1").isPresent());

        // When
        as(maker).put(DEVICES + "pump-1").then().statusCode(201);

        // Then
        assertTrue(device("pump-1").generation() > generation);
    }

    @Test
    void aCredentialOfAnotherDeviceIsNotFoundUnderThisOne() {
        // Given
        as(maker).put(DEVICES + "a").then().statusCode(201);
        as(maker).put(DEVICES + "b").then().statusCode(201);
        String id = as(maker).body(TOKEN).post(DEVICES + "a/credentials").path("id");

        // When
        var answer = as(maker).delete(DEVICES + "b/credentials/" + id);

        // Then
        answer.then().statusCode(404);
        assertEquals(1, device("a").tokens().size());
    }

    @Test
    void twoDevicesOfOneTwinMustNameOneGroup() {
        // Given
        as(maker)
                .body("{\"twin\":\"p\",\"group\":\"plant\"}")
                .put(DEVICES + "a")
                .then()
                .statusCode(201);

        // When
        var answer = as(maker).body("{\"twin\":\"p\",\"group\":\"elsewhere\"}").put(DEVICES + "b");

        // Then
        answer.then().statusCode(409).body("type", equalTo("urn:counterpart:problem:conflict"));
    }

    @Test
    void aPlanHoldsNoMoreDevicesThanItSays() {
        // Given
        for (int i = 0; i < 100; i++) {
            as(maker).put(DEVICES + "d" + i).then().statusCode(201);
        }

        // When
        var answer = as(maker).put(DEVICES + "one-too-many");

        // Then
        answer.then()
                .statusCode(429)
                .header("Retry-After", not(nullValue()))
                .body("type", equalTo("urn:counterpart:problem:quota-exceeded"))
                .body("quota", equalTo("devices"))
                .body("limit", equalTo(100));
        as(maker).put(DEVICES + "d7").then().statusCode(200);
    }

    @Test
    void aDeviceHoldsNoMoreCredentialsThanItMay() {
        // Given
        as(maker).put(DEVICES + "a").then().statusCode(201);
        for (int i = 0; i < 4; i++) {
            as(maker).body(TOKEN).post(DEVICES + "a/credentials").then().statusCode(201);
        }

        // When
        var answer = as(maker).body(TOKEN).post(DEVICES + "a/credentials");

        // Then
        answer.then().statusCode(429).body("quota", equalTo("credentials-per-device"));
    }

    @Test
    void devicesAreListedInPages() {
        // Given
        for (String device : List.of("c", "a", "b")) {
            as(maker).put(DEVICES + device).then().statusCode(201);
        }

        // When
        Response first = as(maker).get("/api/v1/devices?limit=2");

        // Then
        first.then().body("items.id", contains("a", "b")).body("next", equalTo("b"));
        as(maker)
                .get("/api/v1/devices?limit=2&after=b")
                .then()
                .body("items.id", contains("c"))
                .body("next", nullValue());
        as(maker).get("/api/v1/devices?limit=0").then().statusCode(400);
        as(maker).get("/api/v1/devices?limit=1001").then().statusCode(400);
    }

    @Test
    void whatWasRejectedIsShownWithReasonAndBytes() {
        // Given
        as(maker).put(DEVICES + "a").then().statusCode(201);

        // When
        var answer = as(maker).get(DEVICES + "a/rejections?limit=10");

        // Then
        answer.then()
                .statusCode(200)
                .body("items[0].reason", equalTo("malformed-json"))
                .body("items[0].bytes", equalTo("e30="));
        as(maker).get(DEVICES + "unknown/rejections").then().statusCode(404);
    }

    @Test
    void whatIsNotADeviceIsRefused() {
        as(maker).body("{\"type\":\"no dtmi\"}").put(DEVICES + "a").then().statusCode(400);
        as(maker).body("{\"twin\":\"a/b\"}").put(DEVICES + "a").then().statusCode(400);
        as(maker).body("{\"tenant\":\"other\"}").put(DEVICES + "a").then().statusCode(400);
        as(maker)
                .body("{\"kind\":\"password\"}")
                .post(DEVICES + "a/credentials")
                .then()
                .statusCode(400);
        as(maker).body("{}").post(DEVICES + "a/credentials").then().statusCode(400);
        as(maker).body("{").put(DEVICES + "a").then().statusCode(400).contentType("application/problem+json");
        as(maker).put(DEVICES + "a".repeat(65)).then().statusCode(404);
    }

    private AccessEvent.Device device(String device) {
        return access.device(tenant, device).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"typ\":\"x\"}", "{\"twin\":[]}", "[]", "{\"twin\":\"a\",\"twin\":\"b\"}", "{"})
    void whatIsNoDeviceIsRefusedWithAReason(String body) {
        as(maker)
                .body(body)
                .put(DEVICES + "odd")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:counterpart:problem:bad-request"))
                .body("detail", not(nullValue()));
    }
}
