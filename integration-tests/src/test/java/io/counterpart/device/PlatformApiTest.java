package io.counterpart.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlatformApiTest {
    private static final TenantId TENANT = new TenantId("acme");
    private static final DeviceId DEVICE = new DeviceId("pump-1");

    private final List<String> calls = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final HttpServer server;
    private final PlatformApi api;

    private record Answer(int status, String body) {}

    PlatformApiTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        api = new PlatformApi(new PlatformAccess(url, "127.0.0.1", 1883, () -> "a-token"));
    }

    @BeforeEach
    void serve() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().getFirst("Counterpart-Tenant"));
        Answer answer = answers.remove();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() == 503) {
            exchange.getResponseHeaders().add("Retry-After", "0");
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aDeviceIsPutWithItsTypeAndTwin() {
        answers.add(new Answer(201, "{}"));

        api.putDevice(TENANT, DEVICE, TypeId.UNTYPED, new TwinId("pump-one"));

        assertEquals(
                List.of("PUT /api/v1/devices/pump-1 {\"type\":\"dtmi:counterpart:Untyped;1\",\"twin\":\"pump-one\"}"
                        + " Bearer a-token acme"),
                calls);
    }

    @Test
    void aTwinThatIsGivenATypeKeepsItsName() {
        answers.add(new Answer(200, "{\"id\":\"pump-1\",\"name\":\"Feed pump\"}"));
        answers.add(new Answer(200, "{}"));

        api.putTwin(TENANT, new TwinId("pump-1"), new TypeId("dtmi:acme:Pump;1"));

        assertEquals(
                "PUT /api/v1/twins/pump-1 {\"type\":\"dtmi:acme:Pump;1\",\"name\":\"Feed pump\"} Bearer a-token acme",
                calls.getLast());
    }

    @Test
    void historyHasAValueWhereOneOfThePropertiesHas() {
        answers.add(new Answer(200, "{\"properties\":{\"a\":{\"measured\":[]},\"b\":{\"measured\":[[7,1]]}}}"));
        answers.add(new Answer(200, "{\"properties\":{\"a\":{\"measured\":[]}}}"));

        assertTrue(api.hasHistory(TENANT, new TwinId("pump-1"), List.of("a", "b"), 7));
        assertFalse(api.hasHistory(TENANT, new TwinId("pump-1"), List.of("a"), 7));
        assertTrue(calls.getFirst().startsWith("GET /api/v1/twins/pump-1/history?properties=a,b&from=7&to=8 "));
    }

    @Test
    void aNewLoginIsReadFromItsOnlyAnswer() {
        answers.add(new Answer(201, "{\"username\":\"acme/pump-1\",\"password\":\"cd_1\"}"));

        assertEquals(new DeviceLogin("acme/pump-1", "cd_1"), api.newLogin(TENANT, DEVICE));
    }

    @Test
    void aDeviceThatIsNotThereIsNoError() {
        answers.add(new Answer(404, "{}"));

        assertEquals(Optional.empty(), api.twinOf(TENANT, DEVICE));
    }

    @Test
    void aTenantThatIsStillBeingProvisionedIsAskedForAgain() {
        answers.add(new Answer(202, "{}"));
        answers.add(new Answer(200, "{}"));

        api.putTenant(TENANT, "Acme", "small");

        assertEquals(2, calls.size());
    }

    @Test
    void whatIsNotAvailableYetIsAskedForAgain() {
        answers.add(new Answer(503, "{}"));
        answers.add(new Answer(200, "{\"twin\":\"pump-one\"}"));

        assertEquals(Optional.of(new TwinId("pump-one")), api.twinOf(TENANT, DEVICE));
    }

    @Test
    void aRefusalSaysWhatTheProblemSays() {
        answers.add(new Answer(403, "{\"title\":\"Not allowed\",\"detail\":\"device-maker may\"}"));

        PlatformException e = assertThrows(PlatformException.class, () -> api.newLogin(TENANT, DEVICE));

        assertEquals(
                "POST /api/v1/devices/pump-1/credentials was refused with 403: Not allowed (device-maker may)",
                e.getMessage());
    }
}
