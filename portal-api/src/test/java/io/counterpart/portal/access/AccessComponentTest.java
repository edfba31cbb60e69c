package io.counterpart.portal.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.portal.KeycloakTokens;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class AccessComponentTest {

    private final World world;

    @Inject
    AccessComponentTest(World world) {
        this.world = world;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/session",
                "/twins",
                "/twins/a",
                "/twins/a/history",
                "/twin-types",
                "/events",
                "/devices",
                "/tenants"
            })
    void withoutCredentialsEverythingIsA401(String path) {
        given().redirects()
                .follow(false)
                .get("/api/v1" + path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:counterpart:problem:unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session", "/twins", "/events"})
    void anExpiredForgedOrUnknownTokenIsA401(String path) {
        TenantId tenant = world.newTenant();
        String person = world.newPerson(Role.OWNER, tenant);
        for (String token : new String[] {
            KeycloakTokens.expired(person),
            KeycloakTokens.forged(person),
            "nonsense",
            "ck_" + tenant + "_abc_" + "0".repeat(64),
            "cd_" + "0".repeat(64)
        }) {
            given().header("Authorization", "Bearer " + token)
                    .get("/api/v1" + path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aSessionTellsWhoAndWhatOneMay() {
        TenantId tenant = world.newTenant();
        given().header("Authorization", "Bearer " + world.person(Role.VIEWER, tenant))
                .get("/api/v1/session")
                .then()
                .statusCode(200)
                .body("tenant", equalTo(tenant.value()))
                .body("tenants", contains(tenant.value()))
                .body("roles", contains("viewer"))
                .body("permissions", containsInAnyOrder("read-tenant", "read-twins"))
                .body("email", containsString("@example.com"));
    }

    @Test
    void aPersonOfSeveralTenantsNamesOne() {
        TenantId one = world.newTenant();
        TenantId two = world.newTenant();
        String token = world.person(Role.VIEWER, one, two);
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/twins")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:counterpart:problem:tenant-required"))
                .body("tenants", containsInAnyOrder(one.value(), two.value()));
        given().header("Authorization", "Bearer " + token)
                .header("Counterpart-Tenant", two.value())
                .get("/api/v1/session")
                .then()
                .body("tenant", equalTo(two.value()))
                .body("tenants", containsInAnyOrder(one.value(), two.value()));
    }

    @Test
    void anotherTenantDoesNotExist() {
        TenantId mine = world.newTenant();
        TenantId theirs = world.newTenant();
        for (String token : new String[] {world.person(Role.OWNER, mine), world.apiKey(mine, Role.OWNER)}) {
            for (String named : new String[] {theirs.value(), "no-such-tenant", "Not A Tenant!"}) {
                given().header("Authorization", "Bearer " + token)
                        .header("Counterpart-Tenant", named)
                        .get("/api/v1/twins")
                        .then()
                        .statusCode(404)
                        .body("detail", equalTo("There is no such tenant."));
            }
        }
    }

    @Test
    void aRoleWithoutThePermissionIsA403() {
        TenantId tenant = world.newTenant();
        given().header("Authorization", "Bearer " + world.person(Role.VIEWER, tenant))
                .contentType("application/json")
                .body("{\"type\":\"dtmi:counterpart:Untyped;1\"}")
                .put("/api/v1/twins/pump")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:counterpart:problem:forbidden"));
        given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.BILLING))
                .get("/api/v1/twins")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.BILLING))
                .get("/api/v1/events")
                .then()
                .statusCode(403);
    }

    @Test
    void aSuspendedTenantLetsNobodyIn() {
        TenantId tenant = world.newTenant();
        String token = world.person(Role.OWNER, tenant);
        world.suspend(tenant);
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/twins")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:counterpart:problem:tenant-suspended"));
    }

    @Test
    void whoWasDismissedIsLetInNoMore() {
        TenantId tenant = world.newTenant();
        String person = world.newPerson(Role.OWNER, tenant);
        String token = KeycloakTokens.valid(person);
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/twins")
                .then()
                .statusCode(200);
        world.dismiss(tenant, person);
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/twins")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/twins;x", "/api/v1/twins%3Bx", "/api/v1/twins%2fx", "/api/v1/twins%5Cx", "/api/v1/twins%00",
                "/api/v1//twins", "/api/v1/twins/..%2f", "/api/v1/../q/metrics", "/api/v1/tenants/../twins",
                        "/;/api/v1/twins"
            })
    void aDeceptivePathIsA400(String path) throws IOException {
        // As bytes: clients tidy up such paths before they send them.
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("urn:counterpart:problem:invalid-path"), answer);
        }
    }

    @Test
    void errorsAreProblemsWithoutClassNames() {
        String token = world.apiKey(world.newTenant(), Role.OWNER);
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get("/api/nothing").then().statusCode(404).contentType("application/problem+json");
        given().header("Authorization", "Bearer " + token)
                .delete("/api/v1/twins")
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
        given().header("Authorization", "Bearer " + token)
                .contentType("text/plain")
                .body("x")
                .put("/api/v1/twins/a")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        for (String body :
                new String[] {"{", "[]", "{\"type\":3}", "{\"typ\":\"x\"}", "{\"type\":\"no-dtmi\"}", "null", ""}) {
            given().header("Authorization", "Bearer " + token)
                    .contentType("application/json")
                    .body(body)
                    .put("/api/v1/twins/a")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", not(containsString("io.counterpart")))
                    .body("detail", not(containsString("jackson")));
        }
    }

    @Test
    void aBodyThatIsTooLargeIsA413() {
        String token = world.apiKey(world.newTenant(), Role.OWNER);
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(" ".repeat((1 << 20) + 1))
                .put("/api/v1/twins/a")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }
}
