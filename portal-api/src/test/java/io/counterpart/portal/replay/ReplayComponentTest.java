package io.counterpart.portal.replay;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.Value;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.history.FakeHistory;
import io.counterpart.portal.history.TwinHistory;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class ReplayComponentTest {

    private static final PropertyName PRESSURE = new PropertyName("pressure");

    private final World world;
    private final FakeHistory history;
    private final HttpClient browser = HttpClient.newHttpClient();

    @Inject
    ReplayComponentTest(World world, FakeHistory history) {
        this.world = world;
        this.history = history;
    }

    @AfterEach
    void leave() {
        browser.shutdownNow();
    }

    private ValidatableResponse post(TenantId tenant, String body) {
        return given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.VIEWER))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/replays")
                .then();
    }

    /** A value a second, which is its second. */
    private TenantId plant(int seconds) {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 99, 1);
        history.put(
                tenant,
                "p-1",
                PRESSURE,
                LongStream.range(0, seconds)
                        .mapToObj(second -> new TwinHistory.Point(second * 1_000, new Value.Numeric(second)))
                        .toList());
        return tenant;
    }

    private HttpRequest events(TenantId tenant, String body, String... headers) {
        String path = post(tenant, body).statusCode(201).extract().path("events");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + world.apiKey(tenant, Role.VIEWER));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private List<String> played(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = browser.send(request, HttpResponse.BodyHandlers.ofLines());
        assertEquals(200, response.statusCode());
        List<String> lines = new ArrayList<>();
        response.body().filter(line -> !line.isEmpty()).forEach(lines::add);
        return lines;
    }

    @Test
    void itShowsWhatWasBeforeThenWhatCameAndEnds() throws Exception {
        TenantId tenant = plant(200);
        history.happen(tenant, new TwinEvent.Silent(new TwinId("p-1"), 7, 70_000, 60_000));
        List<String> lines =
                played(events(tenant, "{\"twins\":[\"p-1\"],\"from\":\"50000\",\"to\":\"150000\",\"speed\":100}"));
        assertEquals("id: 50000", lines.get(0));
        assertEquals("event: state", lines.get(1));
        assertTrue(lines.get(2).contains("\"measured\":{\"value\":49.0,\"ts\":49000}"), lines.get(2));
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"event\":\"silent\"")));
        assertEquals(
                List.of("id: 150000", "event: end", "data: {\"ts\":150000}"),
                lines.subList(lines.size() - 3, lines.size()));
        String last = lines.stream()
                .filter(line -> line.contains("\"measured\""))
                .reduce((before, after) -> after)
                .orElseThrow();
        assertTrue(last.contains("\"value\":149.0"), last);
        assertFalse(lines.stream().anyMatch(line -> line.contains("99.0")), "apart from what is now");
    }

    @Test
    void itTakesAsLongAsItsSpeedSays() throws Exception {
        TenantId tenant = plant(100);
        long before = System.nanoTime();
        List<String> lines =
                played(events(tenant, "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"100000\",\"speed\":50}"));
        double seconds = (System.nanoTime() - before) / 1e9;
        assertTrue(seconds >= 1.9, seconds + " s for 100 s at 50 times");
        long states = lines.stream().filter("event: state"::equals).count();
        assertTrue(states > 5 && states <= 10 * seconds + 2, states + " states in " + seconds + " s");
    }

    @Test
    void moreValuesThanAPageHoldsAreAllPlayed() throws Exception {
        TenantId tenant = plant(25_000);
        List<String> lines =
                played(events(tenant, "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"2000000\",\"speed\":1000}"));
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"value\":1999.0")), lines.getLast());
    }

    @Test
    void whoLostItsConnectionGoesOnWhereItWas() throws Exception {
        TenantId tenant = plant(200);
        List<String> lines = played(events(
                tenant,
                "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"150000\",\"speed\":1000}",
                "Last-Event-ID",
                "140000"));
        assertEquals("id: 140000", lines.getFirst());
    }

    @Test
    void aReplayIsFoundByWhatItIs() {
        TenantId tenant = plant(10);
        String id = post(tenant, "{\"twins\":[\"p-1\"],\"from\":\"1970-01-01T00:00:00Z\",\"to\":\"5000\"}")
                .statusCode(201)
                .body("speed", equalTo(1))
                .body("from", equalTo(0))
                .body("events", endsWith("/events"))
                .extract()
                .path("id");
        given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.VIEWER))
                .get("/api/v1/replays/" + id)
                .then()
                .statusCode(200)
                .body("twins[0]", equalTo("p-1"))
                .body("to", equalTo(5_000));
    }

    @Test
    void anothersReplayShowsNothingOfTheirs() throws Exception {
        TenantId theirs = plant(10);
        String path = post(theirs, "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"5000\"}")
                .extract()
                .path("events");
        given().header("Authorization", "Bearer " + world.apiKey(world.newTenant(), Role.VIEWER))
                .get(path)
                .then()
                .statusCode(404);
    }

    @Test
    void asManyTwinsAsMayArePlayedWithNamesAsLongAsMayBe() throws Exception {
        TenantId tenant = world.newTenant();
        List<String> twins = IntStream.range(0, ReplayOrder.TWINS_MAX)
                .mapToObj(i -> "a-twin-with-a-name-that-is-about-as-long-as-names-may-be-no-%02d".formatted(i))
                .toList();
        for (String twin : twins) {
            world.pressure(tenant, twin, 1, 1);
            history.put(tenant, twin, PRESSURE, List.of(new TwinHistory.Point(500, new Value.Numeric(7))));
        }
        String named = twins.stream().map(twin -> "\"" + twin + "\"").collect(Collectors.joining(","));
        List<String> lines =
                played(events(tenant, "{\"twins\":[" + named + "],\"from\":\"0\",\"to\":\"1000\",\"speed\":2}"));
        assertEquals(
                twins.size(),
                lines.stream().filter(line -> line.contains("\"value\":7.0")).count());
        assertEquals("event: end", lines.get(lines.size() - 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "e30", "eyJ0d2lucyI6W119"})
    void whatIsNoReplayIsA404(String id) {
        TenantId tenant = world.newTenant();
        for (String path : List.of("/api/v1/replays/" + id, "/api/v1/replays/" + id + "/events")) {
            given().header("Authorization", "Bearer " + world.apiKey(tenant, Role.VIEWER))
                    .get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"twins\":null,\"from\":\"0\",\"to\":\"1\"}",
                "{\"twins\":[null],\"from\":\"0\",\"to\":\"1\"}",
                "{\"twins\":[\"p-1\"],\"from\":null,\"to\":\"1\"}",
                "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"1\",\"knownAt\":\"then\"}",
                "{\"twins\":[],\"from\":\"0\",\"to\":\"1\"}",
                "{\"twins\":[\"p-1\"],\"from\":\"1\",\"to\":\"1\"}",
                "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"1\",\"speed\":0}",
                "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"1\",\"speed\":1001}",
                "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"31622400001\"}",
                "{\"twins\":[\"p-1\"],\"from\":\"yesterday\",\"to\":\"1\"}",
                "{\"twins\":[\"p 1\"],\"from\":\"0\",\"to\":\"1\"}",
                "{\"twins\":[\"unheard\"],\"from\":\"0\",\"to\":\"1\"}",
            })
    void whatCannotBeReplayedIsA400(String body) {
        post(plant(1), body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void moreTwinsThanMayAreA400() {
        String twins = String.join(
                ",", IntStream.range(0, 51).mapToObj(i -> "\"t-" + i + "\"").toList());
        post(plant(1), "{\"twins\":[" + twins + "],\"from\":\"0\",\"to\":\"1\"}")
                .statusCode(400)
                .body("detail", containsString("1 to 50"));
    }

    @Test
    void onlySoManyRunAtOnce() throws Exception {
        TenantId tenant = plant(10);
        String slow = "{\"twins\":[\"p-1\"],\"from\":\"0\",\"to\":\"900000\",\"speed\":1}";
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < ReplayRoute.AT_ONCE; i++) {
            open.add(browser.send(events(tenant, slow), HttpResponse.BodyHandlers.ofInputStream()));
        }
        HttpResponse<String> refused = browser.send(events(tenant, slow), HttpResponse.BodyHandlers.ofString());
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("replays"), refused.body());
        for (HttpResponse<InputStream> one : open) {
            assertEquals(200, one.statusCode());
            one.body().close();
        }
    }
}
