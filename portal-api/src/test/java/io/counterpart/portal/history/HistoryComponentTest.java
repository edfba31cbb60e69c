package io.counterpart.portal.history;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.Value;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class HistoryComponentTest {

    private final World world;
    private final FakeHistory history;

    @Inject
    HistoryComponentTest(World world, FakeHistory history) {
        this.world = world;
        this.history = history;
    }

    private ValidatableResponse ask(TenantId tenant, String query) {
        return given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.VIEWER))
                .get("/api/v1/twins/p-1/history" + query)
                .then();
    }

    @Test
    void aHistoryIsPairsOfTimeAndValueByProperty() {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 1, 1);
        history.put(
                tenant,
                "p-1",
                new PropertyName("pressure"),
                List.of(new TwinHistory.Point(1_000, new Value.Numeric(1.5)), new TwinHistory.Point(2_000, null)));
        ask(tenant, "?properties=pressure,unknown&from=1000&to=3000&points=500")
                .statusCode(200)
                .body("from", equalTo(1_000))
                .body("to", equalTo(3_000))
                .body("properties.pressure.unit", equalTo("bar"))
                .body("properties.pressure.measured[0]", contains(1_000, 1.5f))
                .body("properties.pressure.measured[1]", contains(equalTo(2_000), nullValue()))
                .body("properties.unknown.measured.size()", equalTo(0))
                .body("next", nullValue());
        ask(tenant, "?from=1000&to=3000&limit=1").body("next", equalTo("2000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?from=2000&to=1000",
                "?from=-1&to=1000",
                "?points=0",
                "?points=5001",
                "?limit=10001",
                "?properties=a,,b",
                "?after=x",
                "?to=99999999999999999",
                "?from=yesterday",
                "?to=2026-11-25T09:56:57",
                "?knownAt=+012026-11-25T09:56:57Z",
                "?points=many",
            })
    void whatCannotBeAskedIsA400(String query) {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 1, 1);
        ask(tenant, query).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void timesMayBeWrittenAsPeopleWriteThem() {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 1, 1);
        given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.VIEWER))
                .queryParam("from", "1970-01-01T00:00:01Z")
                .queryParam("to", "1970-01-01T01:00:03+01:00")
                .get("/api/v1/twins/p-1/history")
                .then()
                .statusCode(200)
                .body("from", equalTo(1_000))
                .body("to", equalTo(3_000));
    }

    @Test
    void whatATimeMustLookLikeIsSaid() {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 1, 1);
        ask(tenant, "?from=yesterday")
                .body("detail", containsString("'yesterday'"))
                .body("detail", containsString("2026-11-25T09:56:57.697Z"));
    }

    private ValidatableResponse get(TenantId tenant, String path) {
        return given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.VIEWER))
                .get("/api/v1/twins/p-1" + path)
                .then();
    }

    @Test
    void aTimelineIsWhatHappenedInPages() {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 1, 1);
        TwinId twin = new TwinId("p-1");
        history.happen(tenant, new TwinEvent.Created(twin, 1, 1_000, TypeId.UNTYPED, null));
        history.happen(tenant, new TwinEvent.Silent(twin, 2, 2_000, 1_500));
        history.happen(tenant, new TwinEvent.Heard(twin, 3, 3_000));
        get(tenant, "/timeline?limit=2")
                .statusCode(200)
                .body("items.event", contains("created", "silent"))
                .body("items[1].since", equalTo(1_500))
                .body("next", equalTo(3_000));
        get(tenant, "/timeline?from=1970-01-01T00:00:03Z")
                .body("items.event", contains("heard"))
                .body("next", nullValue());
        get(tenant, "/timeline?order=newest&limit=2")
                .statusCode(200)
                .body("items.event", contains("heard", "silent"))
                .body("next", equalTo(1_001));
        get(tenant, "/timeline?order=newest&to=1001")
                .body("items.event", contains("created"))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=1001", "?from=2000&to=1000", "?from=yesterday", "?order=best"})
    void aTimelineThatCannotBeAskedForIsA400(String query) {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 1, 1);
        get(tenant, "/timeline" + query).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aTwinThatNobodyHeardOfHasNoTimeline() {
        get(world.newTenant(), "/timeline").statusCode(404);
    }

    @Test
    void aTwinAsItWasKnownHasTheValuesThatWereKnown() {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 9, 1);
        TwinId twin = new TwinId("p-1");
        history.happen(tenant, new TwinEvent.Created(twin, 1, 1_000, TypeId.UNTYPED, null));
        history.happen(tenant, new TwinEvent.Removed(twin, 9, 9_000));
        history.put(
                tenant,
                "p-1",
                new PropertyName("pressure"),
                List.of(
                        new TwinHistory.Point(1_000, new Value.Numeric(1.5)),
                        new TwinHistory.Point(5_000, new Value.Numeric(2.5))));
        get(tenant, "?knownAt=4999")
                .statusCode(200)
                .body("type", equalTo("dtmi:counterpart:Untyped;1"))
                .body("knownAt", equalTo(4_999))
                .body("properties.pressure.measured.value", equalTo(1.5f))
                .body("properties.pressure.unit", equalTo("bar"));
        get(tenant, "?knownAt=999").statusCode(404);
        get(tenant, "?knownAt=9000").statusCode(404);
    }

    @Test
    void aTwinThatNobodyHeardOfHasNone() {
        ask(world.newTenant(), "").statusCode(404);
    }
}
