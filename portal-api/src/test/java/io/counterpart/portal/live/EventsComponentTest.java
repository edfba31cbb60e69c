package io.counterpart.portal.live;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.KeycloakTokens;
import io.counterpart.portal.Surrounded;
import io.counterpart.portal.World;
import io.counterpart.portal.log.TopicLog;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Surrounded
class EventsComponentTest {

    private final World world;
    private final FakeLog log;
    private final HttpClient browser = HttpClient.newHttpClient();

    @Inject
    EventsComponentTest(World world, FakeLog log) {
        this.world = world;
        this.log = log;
    }

    @AfterEach
    void leave() {
        browser.shutdownNow();
    }

    /** An open stream: its lines as they come, and its end. */
    private final class Stream {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> ended;

        Stream(String token, String query) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + "/api/v1/events" + query))
                    .header("Authorization", "Bearer " + token)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            ended = browser.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                    .thenApplyAsync(response -> {
                        response.body().forEach(lines::add);
                        return response.statusCode();
                    });
        }

        /** The next line that begins so. */
        String next(String prefix) throws InterruptedException {
            String line;
            do {
                line = lines.poll(10, TimeUnit.SECONDS);
                if (line == null) {
                    throw new AssertionError("did not come: " + prefix);
                }
            } while (!line.startsWith(prefix));
            return line;
        }
    }

    @Test
    void whoWatchesSeesStateAndEventsAsTheyCome() throws InterruptedException {
        TenantId tenant = world.newTenant();
        world.pressure(tenant, "p-1", 1.5, 1);
        Stream stream = new Stream(world.apiKey(tenant, Role.VIEWER), "");
        assertEquals("event: state", stream.next("event:"));
        assertTrue(stream.next("data:")
                .contains("\"pressure\":{\"unit\":\"bar\",\"schema\":\"double\",\"measured\":{\"value\":1.5"));
        world.pressure(tenant, "p-1", 2.5, 2);
        assertEquals("id: 2", stream.next("id:"));
        assertTrue(stream.next("data:").contains("\"value\":2.5"));
        TwinEvent silent = new TwinEvent.Silent(new TwinId("p-1"), 3, 3, 1);
        log.append(Topics.events(tenant), new TopicLog.Entry("p-1", TwinEvent.JSON.write(silent)));
        assertEquals("event: twin-event", stream.next("event:"));
        assertTrue(stream.next("data:").contains("\"event\":\"silent\""));
    }

    @Test
    void onlyTheTwinsAskedForAndOnlyOnesOwn() throws InterruptedException {
        TenantId tenant = world.newTenant();
        TenantId theirs = world.newTenant();
        Stream stream = new Stream(world.person(Role.VIEWER, tenant, theirs), "?twins=b,c&tenant=" + tenant);
        stream.next(":");
        world.pressure(theirs, "b", 9, 9);
        world.pressure(tenant, "a", 1, 1);
        world.pressure(tenant, "b", 2, 2);
        assertEquals("id: 2", stream.next("id:"));
        assertTrue(stream.next("data:").startsWith("data: {\"id\":\"b\""));
        assertFalse(stream.lines.stream().anyMatch(line -> line.contains("\"a\"")));
    }

    @Test
    void aStreamEndsWithTheMembership() throws Exception {
        TenantId tenant = world.newTenant();
        String person = world.newPerson(Role.VIEWER, tenant);
        Stream stream = new Stream(KeycloakTokens.valid(person), "");
        stream.next(":");
        world.dismiss(tenant, person);
        assertEquals(200, stream.ended.get(10, TimeUnit.SECONDS));
    }

    @Test
    void malformedTwinsAreA400() {
        given().header("Authorization", "Bearer " + world.apiKey(world.newTenant(), Role.VIEWER))
                .get("/api/v1/events?twins=a,,b")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void onlyTheEventsTakeATenantFromTheQuery() {
        TenantId one = world.newTenant();
        String token = world.person(Role.VIEWER, one, world.newTenant());
        given().header("Authorization", "Bearer " + token)
                .queryParam("tenant", one.value())
                .get("/api/v1/twins")
                .then()
                .statusCode(400);
    }
}
