package io.counterpart.tenants;

import static io.counterpart.tenants.fixture.Platform.ADMIN;
import static io.counterpart.tenants.fixture.Platform.as;
import static io.counterpart.tenants.fixture.Platform.asAdminIn;
import static io.counterpart.tenants.fixture.Platform.member;
import static io.counterpart.tenants.fixture.Platform.newTenantId;
import static io.counterpart.tenants.fixture.Platform.putTenant;
import static io.counterpart.tenants.fixture.Platform.tenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.fixture.FakeAccessTopic;
import io.counterpart.tenants.fixture.FakeBroker;
import io.counterpart.tenants.fixture.FakeErasures;
import io.counterpart.tenants.fixture.FakePeople;
import io.counterpart.tenants.fixture.Faults;
import io.counterpart.tenants.fixture.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TenantComponentTest {

    @Inject
    FakeBroker broker;

    @Inject
    FakePeople people;

    @Inject
    FakeAccessTopic access;

    @Inject
    FakeErasures erasures;

    @Inject
    Faults faults;

    @Test
    void aNewTenantCanBeUsedWhenItIsAnswered() {
        // Given
        String tenant = newTenantId();

        // When
        var answer = putTenant(tenant, "standard");

        // Then
        answer.then().statusCode(201).body("id", equalTo(tenant)).body("status", equalTo("active"));
        assertTrue(broker.has(new TenantId(tenant), 4));
        assertTrue(people.hasOrganization(new TenantId(tenant)));
        assertEquals(
                new AccessEvent.Tenant(new TenantId(tenant), "Acme", "standard", AccessEvent.Status.ACTIVE, 4, 0),
                access.tenant(tenant).orElseThrow());
    }

    @Test
    void aPutThatIsRepeatedChangesNothing() {
        // Given
        String tenant = tenant();
        String etag = as(ADMIN).get("/api/v1/tenants/" + tenant).header("ETag");

        // When
        var answer = putTenant(tenant, "small");

        // Then
        answer.then().statusCode(200).header("ETag", equalTo(etag));
    }

    @ParameterizedTest
    @CsvSource({
        "broker.tenant, BEFORE", "broker.tenant, AFTER", "broker.log, BEFORE", "broker.log, AFTER",
        "broker.kept, BEFORE", "broker.kept, AFTER", "people.organization, BEFORE", "people.organization, AFTER",
    })
    void provisioningGoesOnFromTheStepThatFailed(String step, Faults.When when) {
        // Given
        String tenant = newTenantId();
        faults.plan(step + " " + tenant, when, 2);

        // When
        var answer = putTenant(tenant, "small");

        // Then
        answer.then().statusCode(201);
        assertTrue(broker.has(new TenantId(tenant), 1));
        assertEquals(3, faults.count(step + " " + tenant));
        assertEquals(1, access.published("tenant/" + tenant).size());
    }

    @Test
    void aTenantWhoseBrokerStaysAwayIsAnsweredAsProvisioningAndNotPublished() {
        // Given
        String tenant = newTenantId();
        faults.plan("broker.log " + tenant, Faults.When.BEFORE, Integer.MAX_VALUE);

        // When
        var answer = putTenant(tenant, "small");

        // Then
        answer.then().statusCode(202).body("status", equalTo("provisioning"));
        assertTrue(access.tenant(tenant).isEmpty());
        faults.plan("broker.log " + tenant, Faults.When.BEFORE, 0);
        eventually(() -> access.tenant(tenant).isPresent());
    }

    @Test
    void anUpdateOnTheSightOfAnOlderRevisionIsRefused() {
        // Given
        String tenant = tenant();
        String path = "/api/v1/tenants/" + tenant;
        String etag = as(ADMIN).get(path).header("ETag");
        as(ADMIN)
                .header("If-Match", etag)
                .body("{\"name\":\"B\",\"plan\":\"small\"}")
                .put(path)
                .then()
                .statusCode(200);

        // When
        var answer = as(ADMIN)
                .header("If-Match", etag)
                .body("{\"name\":\"C\",\"plan\":\"small\"}")
                .put(path);

        // Then
        answer.then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:counterpart:problem:precondition-failed"));
        assertEquals("B", access.tenant(tenant).orElseThrow().name());
    }

    @Test
    void aLargerPlanLeavesThePartitionsAsTheyWereLaid() {
        // Given
        String tenant = tenant();

        // When
        var answer = putTenant(tenant, "large");

        // Then
        answer.then().statusCode(200).body("plan", equalTo("large")).body("partitions", equalTo(1));
    }

    @Test
    void aSuspendedTenantShutsItsPeopleOutAndLetsThemInAgain() {
        // Given
        String tenant = tenant();
        String owner = member(tenant, "owner");

        // When
        as(ADMIN).put("/api/v1/tenants/" + tenant + "/suspension").then().statusCode(204);

        // Then
        as(owner)
                .get("/api/v1/devices")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:counterpart:problem:tenant-suspended"));
        assertEquals(
                AccessEvent.Status.SUSPENDED,
                access.tenant(tenant).orElseThrow().status());
        as(ADMIN).delete("/api/v1/tenants/" + tenant + "/suspension").then().statusCode(204);
        as(owner).get("/api/v1/devices").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "none, BEFORE",
        "broker.erase, BEFORE",
        "broker.erase, AFTER",
        "erasures.publish, BEFORE",
        "erasures.publish, AFTER",
        "people.erase, BEFORE",
        "people.erase, AFTER",
    })
    void anErasureLeavesNothingButItsReceipt(String faulty, Faults.When when) {
        // Given
        String tenant = tenant();
        String owner = member(tenant, "owner");
        as(owner).put("/api/v1/devices/pump").then().statusCode(201);
        as(owner)
                .body("{\"name\":\"erp\",\"roles\":[\"viewer\"]}")
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201);
        faults.plan(faulty + " " + tenant, when, 2);

        // When
        var answer = as(ADMIN).delete("/api/v1/tenants/" + tenant);

        // Then
        answer.then().statusCode(202).body("status", equalTo("erasing"));
        assertEquals(List.of(), access.keysOf(tenant));
        as(owner).get("/api/v1/devices").then().statusCode(403);
        String receipt = "/api/v1/tenants/" + tenant + "/erasure";
        eventually(() -> erasures.isOrdered(tenant));
        FakeErasures.OF_OTHERS.forEach(store -> erasures.answer(tenant, store));
        eventually(() -> as(ADMIN).get(receipt).path("status").equals("erased"));
        as(ADMIN)
                .get(receipt)
                .then()
                .body(
                        "stores.store",
                        containsInAnyOrder(
                                "access", "pulsar", "keycloak", "postgresql", "portal", "questdb", "checkpoints"))
                .body("open", empty());
        assertFalse(broker.hasAnything(new TenantId(tenant)));
        assertFalse(people.hasOrganization(new TenantId(tenant)));
        as(ADMIN).get("/api/v1/tenants/" + tenant).then().statusCode(404);
    }

    @Test
    void theOrderToTheOthersIsGivenWhenNothingCanBeWrittenToTheLogAnyMore() {
        // Given
        String tenant = tenant();
        faults.plan("broker.erase " + tenant, Faults.When.BEFORE, 2);

        // When
        as(ADMIN).delete("/api/v1/tenants/" + tenant).then().statusCode(202);

        // Then
        eventually(() -> erasures.isOrdered(tenant));
        assertFalse(broker.hasAnything(new TenantId(tenant)));
        assertEquals(List.of(), access.keysOf(tenant));
    }

    @Test
    void anErasureWithoutAllAnswersSaysWhichStoresAreOpen() {
        // Given
        String tenant = tenant();
        String receipt = "/api/v1/tenants/" + tenant + "/erasure";
        as(ADMIN).delete("/api/v1/tenants/" + tenant).then().statusCode(202);
        eventually(() -> as(ADMIN).get(receipt).path("open").equals(List.of("portal", "questdb", "checkpoints")));

        // When
        erasures.answer(tenant, Store.QUESTDB);

        // Then
        as(ADMIN)
                .get(receipt)
                .then()
                .body("status", equalTo("erasing"))
                .body("completedAt", nullValue())
                .body("open", contains("portal", "checkpoints"));
        as(ADMIN).get("/api/v1/tenants/" + tenant).then().statusCode(200).body("status", equalTo("erasing"));
    }

    @Test
    void answersThatComeBeforeOurOwnStoresAreDoneAndTwiceCompleteTheReceiptToo() {
        // Given
        String tenant = tenant();
        String receipt = "/api/v1/tenants/" + tenant + "/erasure";
        faults.plan("people.erase " + tenant, Faults.When.BEFORE, Integer.MAX_VALUE);
        as(ADMIN).delete("/api/v1/tenants/" + tenant).then().statusCode(202);
        eventually(() -> erasures.isOrdered(tenant));

        // When
        for (Store store : FakeErasures.OF_OTHERS.reversed()) {
            erasures.answer(tenant, store);
            erasures.answer(tenant, store);
        }

        // Then
        as(ADMIN).get(receipt).then().body("status", equalTo("erasing")).body("open", hasItem("keycloak"));
        faults.plan("people.erase " + tenant, Faults.When.BEFORE, 0);
        eventually(() -> as(ADMIN).get(receipt).path("status").equals("erased"));
        String completed = as(ADMIN).get(receipt).path("completedAt");
        erasures.answer(tenant, Store.PORTAL);
        as(ADMIN).get(receipt).then().body("completedAt", equalTo(completed));
        as(ADMIN).get("/api/v1/tenants/" + tenant).then().statusCode(404);
    }

    @Test
    void anAnswerAboutATenantThatNobodyAskedToEraseChangesNothing() {
        // Given
        String tenant = tenant();

        // When
        erasures.answer(tenant, Store.QUESTDB);

        // Then
        as(ADMIN).get("/api/v1/tenants/" + tenant).then().body("status", equalTo("active"));
        as(ADMIN).get("/api/v1/tenants/" + tenant + "/erasure").then().statusCode(404);
    }

    @Test
    void theIdOfAnErasedTenantIsNotGivenAgain() {
        // Given
        String tenant = tenant();
        as(ADMIN).delete("/api/v1/tenants/" + tenant).then().statusCode(202);

        // When
        var answer = putTenant(tenant, "small");

        // Then
        answer.then().statusCode(409).body("type", equalTo("urn:counterpart:problem:conflict"));
    }

    @Test
    void anErasureMayBeAskedForAgain() {
        // Given
        String tenant = tenant();
        String first = as(ADMIN).delete("/api/v1/tenants/" + tenant).path("requestedAt");

        // When
        var answer = as(ADMIN).delete("/api/v1/tenants/" + tenant);

        // Then
        answer.then().statusCode(202).body("requestedAt", equalTo(first));
    }

    @Test
    void tenantsAreListedInPages() {
        // Given
        String one = tenant();
        String other = tenant();
        String before = one.compareTo(other) < 0 ? one : other;
        String after = one.compareTo(other) < 0 ? other : one;

        // When
        var answer = as(ADMIN).get("/api/v1/tenants?limit=1000&after=" + before);

        // Then
        answer.then().statusCode(200).body("items.id", hasItem(after)).body("next", nullValue());
    }

    @Test
    void whatIsDoneToATenantStandsInItsAudit() {
        // Given
        String tenant = tenant();

        // When
        as(ADMIN)
                .header("X-Request-Id", "req-7")
                .put("/api/v1/tenants/" + tenant + "/suspension")
                .then()
                .statusCode(204);

        // Then
        eventually(() -> asAdminIn(tenant)
                .get("/api/v1/audit")
                .path("items[0].requestId")
                .equals("req-7"));
        asAdminIn(tenant).get("/api/v1/audit").then().body("items.action", contains("tenant.suspend", "tenant.create"));
        asAdminIn(tenant)
                .get("/api/v1/audit/verification")
                .then()
                .body("whole", equalTo(true))
                .body("entries", equalTo(2));
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not come about within 10 s");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
