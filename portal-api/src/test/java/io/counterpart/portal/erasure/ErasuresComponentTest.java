package io.counterpart.portal.erasure;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.PostgresConnections;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.log.TopicLog;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@Surrounded
class ErasuresComponentTest {

    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");

    private final World world;
    private final FakeLog log;

    @Inject
    ErasuresComponentTest(World world, FakeLog log) {
        this.world = world;
        this.log = log;
    }

    /** The rows of such a tenant: two types, one of which inherits from the other, a twin, a relationship to itself, their versions, the revision. */
    private static final long FURNISHED = 8;

    /** A twin, its version, the revision. */
    private static final long ROWS_OF_A_TWIN = 3;

    /** A tenant with types, a twin and a relationship; its key. */
    private String furnish(TenantId tenant) {
        String key = world.apiKey(tenant, Role.OWNER);
        given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body("""
                        {"@context":"dtmi:dtdl:context;3","@id":"%s","@type":"Interface",
                         "extends":{"@id":"dtmi:com:example:Machine;1","@type":"Interface"},
                         "contents":[{"@type":"Telemetry","name":"pressure","schema":"double"},
                                     {"@type":"Relationship","name":"feeds"}]}""".formatted(PUMP))
                .post("/api/v1/twin-types")
                .then()
                .statusCode(201);
        assertEquals(201, putTwin(key, "one", PUMP));
        assertEquals(
                201,
                given().header("Authorization", "Bearer " + key)
                        .put("/api/v1/twins/one/relationships/feeds/one")
                        .statusCode());
        World.await("definition", () -> definitions(tenant).size() == 1);
        return key;
    }

    private static int putTwin(String key, String twin, TypeId type) {
        return given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body("{\"type\":\"" + type + "\",\"name\":\"A pump\"}")
                .put("/api/v1/twins/" + twin)
                .statusCode();
    }

    private List<TopicLog.Entry> definitions(TenantId tenant) {
        return log.on(Topics.DEFINITIONS).stream()
                .filter(entry -> TypeDefinition.key(tenant, PUMP).equals(entry.key()))
                .toList();
    }

    private void order(TenantId tenant) {
        ErasureOrder order = new ErasureOrder(tenant, 0);
        log.append(Topics.ERASURES, new TopicLog.Entry(order.key(), ErasureOrder.JSON.write(order)));
    }

    private List<Store> answers(TenantId tenant) {
        return log.on(Topics.ERASED).stream()
                .map(entry -> StoreErased.JSON.read(Objects.requireNonNull(entry.payload())))
                .filter(answer -> answer.tenant().equals(tenant))
                .map(StoreErased::store)
                .toList();
    }

    private boolean isAcknowledged(TenantId tenant) {
        return log.unacknowledged(Topics.ERASURES).stream()
                .noneMatch(entry -> tenant.value().equals(entry.key()));
    }

    private static long rows(TenantId tenant) {
        try (Connection superuser = PostgresConnections.superuser();
                PreparedStatement count = superuser.prepareStatement("""
                        select (select count(*) from portal.twin where tenant = ?)
                             + (select count(*) from portal.twin_type where tenant = ?)
                             + (select count(*) from portal.outbox where tenant = ?)
                             + (select count(*) from portal.relationship where tenant = ?)
                             + (select count(*) from portal.twin_type_ancestor where tenant = ?)
                             + (select count(*) from portal.twin_version where tenant = ?)
                             + (select count(*) from portal.relationship_version where tenant = ?)
                             + (select count(*) from portal.graph where tenant = ?)""")) {
            for (int i = 1; i <= 8; i++) {
                count.setString(i, tenant.value());
            }
            try (ResultSet counted = count.executeQuery()) {
                assertTrue(counted.next());
                return counted.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anErasedTenantLeavesNoRowAndNoTypeAndItsNeighbourEverything() {
        // Given
        TenantId leaving = world.newTenant();
        TenantId staying = world.newTenant();
        furnish(leaving);
        furnish(staying);
        World.await("outbox", () -> rows(staying) == FURNISHED);

        // When
        order(leaving);

        // Then
        World.await("answer", () -> answers(leaving).equals(List.of(Store.PORTAL)));
        World.await("acknowledgement", () -> isAcknowledged(leaving));
        assertEquals(0, rows(leaving));
        assertEquals(null, definitions(leaving).getLast().payload());
        assertEquals(FURNISHED, rows(staying));
        assertEquals(1, definitions(staying).size());
    }

    @Test
    void whoHasNotHeardOfTheErasureWritesNothingForTheTenantAnyMore() {
        // Given: a tenant that still stands on access, as this pod has read it.
        TenantId leaving = world.newTenant();
        String key = furnish(leaving);
        order(leaving);
        World.await("answer", () -> !answers(leaving).isEmpty());

        // When
        int answer = putTwin(key, "another", TypeId.UNTYPED);
        world.device(leaving, "d-1", "third", TypeId.UNTYPED);

        // Then
        assertEquals(404, answer);
        TenantId other = world.newTenant();
        world.device(other, "d-1", "first", TypeId.UNTYPED);
        World.await("the device after it", () -> rows(other) == ROWS_OF_A_TWIN);
        assertEquals(0, rows(leaving));
        world.forget(leaving);
    }

    @Test
    void anErasureThatStoppedInTheMiddleIsDoneAgainFromItsBeginning() {
        // Given
        TenantId leaving = world.newTenant();
        furnish(leaving);
        log.unreachable(Topics.DEFINITIONS, true);
        order(leaving);
        World.await("that it is shut", () -> isShut(leaving));
        assertEquals(List.of(), answers(leaving));

        // When
        log.unreachable(Topics.DEFINITIONS, false);
        log.unreachable(Topics.ERASED, true);
        log.redeliver(Topics.ERASURES);
        World.await("rows", () -> rows(leaving) == 0);
        log.unreachable(Topics.ERASED, false);
        log.redeliver(Topics.ERASURES);

        // Then
        World.await("answer", () -> answers(leaving).contains(Store.PORTAL));
        World.await("acknowledgement", () -> isAcknowledged(leaving));
        assertEquals(null, definitions(leaving).getLast().payload());
    }

    private static boolean isShut(TenantId tenant) {
        try (Connection superuser = PostgresConnections.superuser();
                PreparedStatement shut =
                        superuser.prepareStatement("select 1 from portal.erased_tenant where tenant = ?")) {
            shut.setString(1, tenant.value());
            try (ResultSet found = shut.executeQuery()) {
                return found.next();
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anOrderThatNobodyCanReadHoldsUpNoOther() {
        TenantId leaving = world.newTenant();

        log.append(Topics.ERASURES, new TopicLog.Entry("damaged", new byte[] {'?'}));
        order(leaving);

        World.await("answer", () -> !answers(leaving).isEmpty());
    }
}
