package io.counterpart.portal.draft;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Value;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.history.FakeHistory;
import io.counterpart.portal.history.TwinHistory;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class DraftComponentTest {

    private static final String BODY = "{\"id\":\"dtmi:com:example:Rig;1\",\"from\":\"0\",\"to\":\"100000000\"}";

    private final World world;
    private final FakeHistory history;

    @Inject
    DraftComponentTest(World world, FakeHistory history) {
        this.world = world;
        this.history = history;
    }

    /** A rig that sends every second, some noise around 3 bar. */
    private TenantId plant(int seconds) {
        return plant(seconds, 1_000);
    }

    /** The same that sends at another pace. */
    private TenantId plant(int readings, long everyMs) {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 3, (readings - 1) * everyMs);
        Random noise = new Random(1);
        List<TwinHistory.Point> points = IntStream.range(0, readings)
                .mapToObj(i -> new TwinHistory.Point(i * everyMs, new Value.Numeric(3 + 0.01 * noise.nextGaussian())))
                .toList();
        history.put(tenant, "p-1", new PropertyName("pressure"), points);
        return tenant;
    }

    private ValidatableResponse draft(TenantId tenant, String body) {
        return given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.MODELLER))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/twins/p-1/type-drafts")
                .then();
    }

    @Test
    void aDraftIsATypeThatIsTaken() {
        TenantId tenant = plant(25_000);
        String document = draft(tenant, BODY)
                .statusCode(200)
                .body("document.'@id'", equalTo("dtmi:com:example:Rig;1"))
                .body("document.contents[0].'@type'", hasItems("Telemetry", "Pressure", "Signal"))
                .body("document.contents[0].unit", equalTo("bar"))
                .body("document.contents[0].quality.period", equalTo("PT1S"))
                .body("remarks.find { it.subject == 'timing' }.property", equalTo("pressure"))
                .body("remarks.find { it.subject == 'timing' }.content", equalTo("pressure"))
                .extract()
                .response()
                .asString();
        String type = document.substring(document.indexOf('{', 1), document.indexOf(",\"remarks\""));
        given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.MODELLER))
                .contentType("application/json")
                .body(type)
                .post("/api/v1/twin-types")
                .then()
                .statusCode(is(201));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"id\":\"no dtmi\"}",
                "{\"id\":\"dtmi:dtdl:Rig;1\"}",
                "{\"id\":\"dtmi:com:example:Rig;1\",\"from\":\"yesterday\"}",
                "{\"id\":\"dtmi:com:example:Rig;1\",\"from\":\"2\",\"to\":\"1\"}",
            })
    void whatCannotBeDraftedIsA400(String body) {
        draft(plant(10), body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void ofADeviceThatSendsSeldomOrNotForLongIsLookedAsFarBackAsThereIsAnything() {
        draft(plant(2_000, 900_000), "{}")
                .statusCode(200)
                .body("document.contents[0].quality.period", equalTo("PT15M"));
        draft(plant(20), "{}").statusCode(200).body("from", equalTo(0)).body("to", greaterThan(19_000));
    }

    @Test
    void ofADeviceThatSendsTooMuchToHoldTheLastIsLookedAt() {
        draft(plant(600_000, 10), "{}")
                .statusCode(200)
                .body("document.contents[0].quality.period", equalTo("PT0.01S"))
                .body("from", greaterThan(600_000));
    }

    @Test
    void withoutAnIdentifierItIsCalledAsTheTwinIs() {
        TenantId tenant = plant(10);
        draft(tenant, "{}")
                .statusCode(200)
                .body("document.'@id'", equalTo("dtmi:" + tenant.value().replace('-', '_') + ":P1;1"));
    }

    @Test
    void moreThanCanBeHeldIsRefusedWithWhatToDo() {
        draft(plant(500_001), "{\"id\":\"dtmi:com:example:Rig;1\",\"from\":\"0\",\"to\":\"1000000000\"}")
                .statusCode(400)
                .body("detail", containsString("shorter"));
    }

    @Test
    void whatWasNeverHeardOfHasNoDraft() {
        draft(world.newTenant(), BODY).statusCode(404);
    }
}
