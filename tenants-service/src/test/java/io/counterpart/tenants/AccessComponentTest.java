package io.counterpart.tenants;

import static io.counterpart.tenants.fixture.Platform.ADMIN;
import static io.counterpart.tenants.fixture.Platform.as;
import static io.counterpart.tenants.fixture.Platform.member;
import static io.counterpart.tenants.fixture.Platform.tenant;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.access.Secrets;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.fixture.PostgresResource;
import io.counterpart.tenants.fixture.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what another tenant looks like: like nothing. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AccessComponentTest {

    private static final String OPERATIONS = """
            PUT,    /tenants/{t},               '{"name":"A","plan":"small"}'
            GET,    /tenants/{t},
            GET,    /tenants,
            DELETE, /tenants/{t},
            GET,    /tenants/{t}/erasure,
            PUT,    /tenants/{t}/suspension,
            DELETE, /tenants/{t}/suspension,
            GET,    /plans,
            PUT,    /members/a@b.example,       '{"roles":["viewer"]}'
            GET,    /members/a@b.example,
            DELETE, /members/a@b.example,
            GET,    /members,
            POST,   /api-keys,                  '{"name":"a","roles":["viewer"]}'
            GET,    /api-keys,
            GET,    /api-keys/abc,
            DELETE, /api-keys/abc,
            PUT,    /devices/d,                 '{}'
            GET,    /devices/d,
            GET,    /devices,
            DELETE, /devices/d,
            POST,   /devices/d/credentials,     '{"kind":"token"}'
            GET,    /devices/d/credentials,
            DELETE, /devices/d/credentials/abc,
            GET,    /devices/d/rejections,
            GET,    /audit,
            GET,    /audit/verification,
            """;

    // Made once: every call below is one that must change nothing in them.
    private static String own = "";
    private static String other = "";
    private static String owner = "";
    private static String viewer = "";

    @BeforeEach
    void twoTenants() {
        if (own.isEmpty()) {
            own = tenant();
            other = tenant();
            owner = member(own, "owner");
            viewer = member(own, "viewer");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = OPERATIONS)
    void nobodyIsLetInWithoutAValidToken(String method, String path, String body) {
        // Given
        String url = url(path, "acme");
        String unknownKey = Secrets.newApiKey(new TenantId("acme"), "0123456789ab", new SecureRandom());

        // Then
        given().contentType("application/json")
                .body(text(body))
                .request(method, url)
                .then()
                .statusCode(401);
        for (String token : new String[] {Tokens.expired("s", "acme"), unknownKey, "ck_x", "rubbish", ADMIN + "x"}) {
            as(token)
                    .body(text(body))
                    .request(method, url)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", equalTo("Bearer"));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = OPERATIONS)
    void whoIsInNoTenantMayNothing(String method, String path, String body) {
        as(Tokens.person("stranger", "acme"))
                .body(text(body))
                .request(method, url(path, "acme"))
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    /** In its own tenant a viewer may see the tenant and the plans, and nothing else of this service. */
    @ParameterizedTest
    @CsvSource(textBlock = OPERATIONS)
    void aViewerMayOnlySeeItsTenant(String method, String path, String body) {
        // When
        int status = as(viewer).body(text(body)).request(method, url(path, own)).statusCode();

        // Then
        boolean may = method.equals("GET")
                && (path.equals("/tenants/{t}") || path.equals("/tenants") || path.equals("/plans"));
        assertEquals(may ? 200 : 403, status);
    }

    /** Even to an owner, another tenant is as one that does not exist: the same status and the same bytes. */
    @ParameterizedTest
    @CsvSource(textBlock = OPERATIONS)
    void anotherTenantIsAsOneThatDoesNotExist(String method, String path, String body) {
        // Given
        String other = tenant();
        as(ADMIN)
                .header("Counterpart-Tenant", other)
                .body("{}")
                .put("/api/v1/devices/d")
                .then()
                .statusCode(403);

        // When
        var real =
                as(owner).header("Counterpart-Tenant", other).body(text(body)).request(method, url(path, other));
        var unreal = as(owner)
                .header("Counterpart-Tenant", "no-such-tenant")
                .body(text(body))
                .request(method, url(path, "no-such-tenant"));

        // Then
        assertEquals(404, real.statusCode());
        assertEquals(unreal.statusCode(), real.statusCode());
        assertEquals(unreal.asString(), real.asString());
    }

    @Test
    void theThingsOfAnotherTenantAreNotFoundById() {
        // Given
        String otherOwner = member(tenant(), "owner");
        as(otherOwner).put("/api/v1/devices/theirs").then().statusCode(201);
        String key = as(otherOwner)
                .body("{\"name\":\"k\",\"roles\":[\"viewer\"]}")
                .post("/api/v1/api-keys")
                .path("id");

        // Then
        as(owner).get("/api/v1/devices/theirs").then().statusCode(404);
        as(owner).delete("/api/v1/devices/theirs").then().statusCode(404);
        as(owner).delete("/api/v1/api-keys/" + key).then().statusCode(404);
        as(owner).get("/api/v1/devices").then().body("items.id", not(hasItem("theirs")));
        as(otherOwner).get("/api/v1/devices/theirs").then().statusCode(200);
    }

    @Test
    void aMembershipWithoutTheTokensOrganizationDoesNotCount() {
        // Given
        String tenant = tenant();
        member(tenant, "owner");

        // When
        var answer = as(Tokens.person("sub-owner@" + tenant + ".example")).get("/api/v1/devices");

        // Then
        answer.then().statusCode(403);
    }

    @Test
    void anotherTenantsPathIsNotFoundThoughTheRoleWouldDo() {
        // When
        var answer = as(owner).get("/api/v1/tenants/" + other);

        // Then
        answer.then().statusCode(404);
    }

    @Test
    void thePlatformsSupportSeesAndChangesNothing() {
        // Given
        String support = Tokens.ofPlatform("platform-support");

        // Then
        as(support).get("/api/v1/tenants/" + own).then().statusCode(200);
        as(support).delete("/api/v1/tenants/" + own).then().statusCode(403);
        as(support)
                .header("Counterpart-Tenant", own)
                .get("/api/v1/members")
                .then()
                .statusCode(403);
    }

    @Test
    void anApiKeyIsNotTakenFromACookieOrAQuery() {
        // Given
        String key = as(owner)
                .body("{\"name\":\"k\",\"roles\":[\"owner\"]}")
                .post("/api/v1/api-keys")
                .path("key");

        // Then
        given().cookie("Authorization", "Bearer " + key)
                .get("/api/v1/devices")
                .then()
                .statusCode(401);
        given().get("/api/v1/devices?access_token=" + key).then().statusCode(401);
        given().header("Authorization", "Basic " + key)
                .get("/api/v1/devices")
                .then()
                .statusCode(not(200));
        as(key).get("/api/v1/devices").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tenants;x",
                "/api/v1/tenants%3Bx",
                "/api/v1/tenants%2f..%2fplans",
                "/api/v1/tenants%5Cx",
                "/api/v1/tenants%00",
                "/api/v1//tenants",
                "//api/v1/tenants"
            })
    void aPathThatCouldBeReadInTwoWaysIsRefused(String path) throws IOException {
        // When: by hand, since a client would tidy it up
        String answer;
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + ADMIN
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        // Then
        assertEquals("HTTP/1.1 400 Bad Request", answer.lines().findFirst().orElse(""));
        assertEquals(true, answer.contains("urn:counterpart:problem:invalid-path"));
    }

    @Test
    void anUnknownPathAndAWrongMethodAreProblemsToo() {
        as(ADMIN).get("/api/v1/nothing").then().statusCode(404);
        as(ADMIN).post("/api/v1/plans").then().statusCode(405).contentType("application/problem+json");
        as(ADMIN)
                .contentType("text/plain")
                .body("x")
                .put("/api/v1/tenants/acme")
                .then()
                .statusCode(415);
    }

    private static String url(String path, String tenant) {
        return "/api/v1" + path.replace("{t}", tenant);
    }

    private static String text(String body) {
        return body == null ? "" : body;
    }
}
