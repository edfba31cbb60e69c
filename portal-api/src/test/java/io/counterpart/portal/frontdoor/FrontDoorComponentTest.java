package io.counterpart.portal.frontdoor;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.restassured.RestAssured;
import io.restassured.http.Cookies;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@Surrounded
class FrontDoorComponentTest {

    private final World world;

    @Inject
    FrontDoorComponentTest(World world) {
        this.world = world;
    }

    private static RequestSpecification browser() {
        return given().redirects().follow(false).accept("text/html");
    }

    private static Map<String, String> query(String location) {
        return Arrays.stream(URI.create(location).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** Goes the way a browser goes: to Keycloak, back with a code, home. */
    private static Cookies login(String person) {
        Response sentAway = browser().get("/login");
        assertEquals(302, sentAway.statusCode());
        Map<String, String> asked = query(sentAway.header("Location"));
        assertEquals("S256", asked.get("code_challenge_method"));
        assertEquals("code", asked.get("response_type"));
        Response back = browser()
                .cookies(sentAway.detailedCookies())
                .queryParam("code", person + "~" + asked.get("nonce"))
                .queryParam("state", asked.get("state"))
                .get("/login");
        assertEquals(302, back.statusCode(), back.asString());
        Response home = browser()
                .cookies(back.detailedCookies())
                .get(URI.create(back.header("Location")).getPath());
        assertEquals(303, home.statusCode());
        assertTrue(home.header("Location").endsWith("/"));
        return new Cookies(back.detailedCookies().asList().stream()
                .filter(cookie -> cookie.getName().startsWith("q_session"))
                .toList());
    }

    @Test
    void aLoginLeavesACookieAndNoToken() {
        TenantId tenant = world.newTenant();
        String person = world.newPerson(Role.OWNER, tenant);
        Cookies session = login(person);
        session.forEach(cookie -> {
            assertTrue(cookie.isHttpOnly());
            assertEquals("Lax", cookie.getSameSite(), cookie.getName());
            assertTrue(!cookie.getValue().contains("eyJhbGciOiJSUzI1NiIs"), "a token in clear");
        });
        given().cookies(session)
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("tenant", equalTo(tenant.value()))
                .body("name", equalTo("Name of " + person))
                .body("mqtt.port", equalTo(1883));
    }

    @Test
    void aChangeByCookieNeedsOurHeaderAndOurOrigin() {
        TenantId tenant = world.newTenant();
        Cookies session = login(world.newPerson(Role.OWNER, tenant));
        String ours = "http://127.0.0.1:" + RestAssured.port;
        String body = "{\"type\":\"dtmi:counterpart:Untyped;1\"}";
        for (RequestSpecification forged : new RequestSpecification[] {
            given(),
            given().header("Counterpart-Request", "1"),
            given().header("Origin", ours),
            given().header("Counterpart-Request", "1").header("Origin", "https://evil.example"),
            given().header("Counterpart-Request", "1").header("Origin", "null"),
        }) {
            forged.cookies(session)
                    .contentType("application/json")
                    .body(body)
                    .put("/api/v1/twins/p-1")
                    .then()
                    .statusCode(403);
        }
        given().cookies(session)
                .header("Counterpart-Request", "1")
                .header("Origin", ours)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/twins/p-1")
                .then()
                .statusCode(201);
        given().cookies(session).post("/api/v1/devices").then().statusCode(403);
    }

    @Test
    void aCookieBesideATokenCountsForNothing() {
        TenantId tenant = world.newTenant();
        Cookies session = login(world.newPerson(Role.OWNER, tenant));
        given().cookies(session)
                .header("Authorization", "Bearer nonsense")
                .get("/api/v1/session")
                .then()
                .statusCode(401);
        given().cookies(session)
                .header("Authorization", "Bearer ck_" + tenant + "_abc_" + "0".repeat(64))
                .get("/api/v1/session")
                .then()
                .statusCode(401);
    }

    @Test
    void aLogoutEndsTheSession() {
        Cookies session = login(world.newPerson(Role.OWNER, world.newTenant()));
        Response out = browser().cookies(session).get("/logout");
        assertEquals(302, out.statusCode());
        assertTrue(out.header("Location").contains("/realms/counterpart/logout"), out.header("Location"));
        assertTrue(out.detailedCookies().asList().stream()
                .filter(cookie -> cookie.getName().startsWith("q_session"))
                .allMatch(cookie -> cookie.getMaxAge() == 0));
        assertEquals(302, browser().get("/logout").statusCode());
    }

    @Test
    void aCallGoesOnWithTheCallersOwnToken() {
        String key = world.apiKey(world.newTenant(), Role.OWNER);
        given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + key)
                .header("Counterpart-Tenant", "acme")
                .header("X-Forwarded-For", "6.6.6.6")
                .cookie("q_session", "x")
                .contentType("application/x-ndjson")
                .body("{}\n{}\n".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/devices:batch?dry=true")
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"7\""))
                .header("Set-Cookie", nullValue())
                .body("method", equalTo("POST"))
                .body("uri", equalTo("/api/v1/devices:batch?dry=true"))
                .body("body", equalTo("{}\n{}\n"))
                .body("headers.authorization", equalTo("Bearer " + key))
                .body("headers.counterpart-tenant", equalTo("acme"))
                .body("headers.x-forwarded-for", equalTo("127.0.0.1"))
                .body("headers.x-forwarded-host", equalTo("127.0.0.1:" + RestAssured.port))
                .body("headers.cookie", nullValue())
                .body("headers.content-type", startsWith("application/x-ndjson"));
    }

    @Test
    void aCallerThatLeavesAfterItsAnswerHarmsNoOther() throws Exception {
        String key = world.apiKey(world.newTenant(), Role.OWNER);
        Callable<Integer> call = () -> given().header("Authorization", "Bearer " + key)
                .header("Connection", "close")
                .get("/api/v1/devices/d-1")
                .statusCode();

        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : callers.invokeAll(Collections.nCopies(400, call))) {
                assertEquals(200, status.get());
            }
        }
    }

    @Test
    void aCookieBecomesTheSessionsToken() {
        Cookies session = login(world.newPerson(Role.OWNER, world.newTenant()));
        given().cookies(session)
                .get("/api/v1/devices/d-1")
                .then()
                .statusCode(200)
                .body("headers.authorization", startsWith("Bearer eyJ"))
                .body("headers.cookie", nullValue());
    }

    @Test
    void aServiceThatIsAwayIsA503() {
        given().header("Authorization", "Bearer cd_x")
                .contentType("application/json")
                .body("{\"p\":1}")
                .post("/api/v1/telemetry")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .contentType("application/problem+json");
    }

    @Test
    void whatIsHandedOnIsBoundedEvenWithoutALength() {
        byte[] large = new byte[(1 << 20) + 1];
        given().header("Authorization", "Bearer x")
                .body(large)
                .post("/api/v1/devices")
                .then()
                .statusCode(413);
        given().header("Authorization", "Bearer x")
                .body(new ByteArrayInputStream(large))
                .post("/api/v1/devices")
                .then()
                .statusCode(413);
    }

    @Test
    void theOpenApiDocumentIsWholeAndOpen() {
        given().get("/api/v1/openapi.json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/twins/{twin}'.put.summary", containsString("Define a twin"))
                .body("paths.'/api/v1/devices/{device}'.get", not(nullValue()))
                .body("paths.'/q/secret'", nullValue())
                .body("components.schemas.DeviceView.type", equalTo("object"));
    }

    @Test
    void everyPageHasItsOwnNonce() {
        Response one = browser().get("/twins/p-1");
        Response two = browser().get("/");
        assertEquals(200, one.statusCode());
        String nonce =
                one.asString().split("name=\"csp-nonce\" content=\"", 2)[1].split("\"", 2)[0];
        assertTrue(one.header("Content-Security-Policy").contains("style-src 'self' 'nonce-" + nonce + "'"));
        assertNotEquals(one.header("Content-Security-Policy"), two.header("Content-Security-Policy"));
        assertEquals("no-cache", one.header("Cache-Control"));
        assertEquals("nosniff", one.header("X-Content-Type-Options"));
    }

    @Test
    void anAssetIsKeptForEverAndAMissingOneIsNoPage() {
        given().get("/assets/portal-test.js")
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable");
        browser().get("/assets/nope.js").then().statusCode(404);
        browser().get("/api/nope").then().statusCode(404).contentType("application/problem+json");
    }
}
