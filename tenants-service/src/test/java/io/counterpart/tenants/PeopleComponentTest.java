package io.counterpart.tenants;

import static io.counterpart.tenants.fixture.Platform.as;
import static io.counterpart.tenants.fixture.Platform.asAdminIn;
import static io.counterpart.tenants.fixture.Platform.member;
import static io.counterpart.tenants.fixture.Platform.tenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.fixture.FakePeople;
import io.counterpart.tenants.fixture.Faults;
import io.counterpart.tenants.fixture.PostgresResource;
import io.counterpart.tenants.fixture.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PeopleComponentTest {

    private static final String ANNA = "/api/v1/members/anna@acme.example";
    private static final String VIEWER = "{\"roles\":[\"viewer\"]}";

    @Inject
    FakePeople people;

    @Inject
    Faults faults;

    private String tenant = "";
    private String owner = "";

    @BeforeEach
    void aTenantWithAnOwner() {
        tenant = tenant();
        owner = member(tenant, "owner");
    }

    @Test
    void aMemberIsInTheOrganizationAndMayWhatItsRoleMay() {
        // When
        var answer = as(owner).body(VIEWER).put(ANNA);

        // Then
        answer.then().statusCode(201).body("roles", contains("viewer"));
        assertTrue(people.hasMember(new TenantId(tenant), "anna@acme.example"));
        String anna = Tokens.person(FakePeople.subjectOf("anna@acme.example"), tenant);
        as(anna).get("/api/v1/tenants/" + tenant).then().statusCode(200);
        as(anna).get("/api/v1/members").then().statusCode(403);
    }

    @Test
    void anAddressIsTheSameInUpperCase() {
        // Given
        as(owner).body(VIEWER).put(ANNA).then().statusCode(201);

        // When
        var answer = as(owner).body(VIEWER).put("/api/v1/members/Anna@ACME.example");

        // Then
        answer.then().statusCode(200).body("email", equalTo("anna@acme.example"));
    }

    @Test
    void aMemberWhoIsRemovedIsLetInNoMore() {
        // Given
        as(owner).body(VIEWER).put(ANNA).then().statusCode(201);

        // When
        as(owner).delete(ANNA).then().statusCode(204);

        // Then
        String anna = Tokens.person(FakePeople.subjectOf("anna@acme.example"), tenant);
        as(anna).get("/api/v1/tenants/" + tenant).then().statusCode(403);
        as(owner).get(ANNA).then().statusCode(404);
    }

    @Test
    void nobodyIsInvitedWhileTheIdentityProviderIsAwayAndTheCallerIsToldToTryAgain() {
        faults.plan("people.member " + tenant, Faults.When.BEFORE, 1);

        as(owner)
                .body(VIEWER)
                .put(ANNA)
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json");
        as(owner).get(ANNA).then().statusCode(404);

        as(owner).body(VIEWER).put(ANNA).then().statusCode(201);
    }

    @Test
    void anIdentityProviderThatIsAwayDoesNotHoldUpWhatIsRevoked() {
        // Given
        as(owner).body(VIEWER).put(ANNA).then().statusCode(201);
        faults.plan("people.leave " + tenant, Faults.When.BEFORE, Integer.MAX_VALUE);
        as(owner).delete(ANNA).then().statusCode(204);
        Response key =
                as(owner).body("{\"name\":\"erp\",\"roles\":[\"viewer\"]}").post("/api/v1/api-keys");

        // When
        as(owner).delete("/api/v1/api-keys/" + key.path("id")).then().statusCode(204);

        // Then
        as(key.path("key")).get("/api/v1/tenants/" + tenant).then().statusCode(401);
        assertTrue(people.hasMember(new TenantId(tenant), "anna@acme.example"));
        faults.plan("people.leave " + tenant, Faults.When.BEFORE, 0);
    }

    @Test
    void thePlatformsOwnRolesAreNotGivenInATenant() {
        as(owner).body("{\"roles\":[\"platform-admin\"]}").put(ANNA).then().statusCode(400);
        as(owner).body("{\"roles\":[]}").put(ANNA).then().statusCode(400);
        as(owner).body("{}").put(ANNA).then().statusCode(400);
        as(owner).body("{\"roles\":[null]}").put(ANNA).then().statusCode(400);
        as(owner).body("{\"roles\":[\"king\"]}").put(ANNA).then().statusCode(400);
        assertFalse(people.hasMember(new TenantId(tenant), "anna@acme.example"));
    }

    @Test
    void aPlanHoldsNoMoreMembersThanItSays() {
        // Given
        for (int i = 1; i < 10; i++) {
            as(owner)
                    .body(VIEWER)
                    .put("/api/v1/members/p" + i + "@acme.example")
                    .then()
                    .statusCode(201);
        }

        // When
        var answer = as(owner).body(VIEWER).put(ANNA);

        // Then
        answer.then().statusCode(429).body("quota", equalTo("members"));
        assertFalse(people.hasMember(new TenantId(tenant), "anna@acme.example"));
    }

    @Test
    void anApiKeyIsShownOnceAndLetsItsProgramIn() {
        // When
        Response created =
                as(owner).body("{\"name\":\"erp\",\"roles\":[\"operator\"]}").post("/api/v1/api-keys");

        // Then
        created.then().statusCode(201);
        String key = created.path("key");
        as(key).get("/api/v1/devices").then().statusCode(200);
        as(key).put("/api/v1/devices/a").then().statusCode(403);
        as(key).header("Counterpart-Tenant", tenant)
                .get("/api/v1/devices")
                .then()
                .statusCode(200);
        as(owner)
                .get("/api/v1/api-keys/" + created.path("id"))
                .then()
                .body("name", equalTo("erp"))
                .body("key", nullValue())
                .body("hash", nullValue());
        as(owner).get("/api/v1/api-keys").then().body("items.id", contains(created.<String>path("id")));
    }

    @Test
    void whoIsInSeveralTenantsSaysWhichIsMeant() {
        // Given
        String other = tenant();
        asAdminIn(tenant).body(VIEWER).put(ANNA).then().statusCode(201);
        asAdminIn(other).body(VIEWER).put(ANNA).then().statusCode(201);
        String anna = Tokens.person(FakePeople.subjectOf("anna@acme.example"), tenant, other);

        // When
        var unsaid = as(anna).get("/api/v1/tenants");
        var said = as(anna).header("Counterpart-Tenant", other).get("/api/v1/tenants");

        // Then
        unsaid.then().statusCode(400).body("type", equalTo("urn:counterpart:problem:tenant-required"));
        said.then().statusCode(200).body("items.id", contains(other));
    }

    @Test
    void theAuditNamesWhoDidWhatAndShowsWhatWasChangedInIt() {
        // Given
        as(owner).header("X-Request-Id", "r-1").body(VIEWER).put(ANNA).then().statusCode(201);

        // When
        Response audit = as(owner).get("/api/v1/audit?limit=1");

        // Then
        String subject = FakePeople.subjectOf("anna@acme.example");
        audit.then()
                .statusCode(200)
                .body("items[0].action", equalTo("member.create"))
                .body("items[0].target", equalTo("members/" + subject))
                .body("items[0].actor", equalTo("person:" + FakePeople.subjectOf("owner@" + tenant + ".example")))
                .body("items[0].requestId", equalTo("r-1"));
        assertEquals(
                List.of(true),
                List.of(as(owner).get("/api/v1/audit/verification").<Boolean>path("whole")));
    }
}
