package io.counterpart.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.device.PlatformAccess;
import io.counterpart.device.PlatformApi;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstTypeTest {
    private static final String DOCUMENT =
            "{\"@id\":\"dtmi:acme:Rig1;1\",\"contents\":[{\"@type\":\"Telemetry\",\"name\":\"p\",\"schema\":\"double\"}]}";

    /** 1,000 rows of 10 values, one a second. */
    private static final ReplayProgress SENT = new ReplayProgress(1_000, 1_000, 10_000, 0, 999_000);

    private final Map<String, String> answers = new HashMap<>(Map.of(
            "GET /api/v1/twins/rig-1", twin(TypeId.UNTYPED),
            "GET /api/v1/twins/rig-1/history", "{\"properties\":{\"p\":{\"measured\":[[999000,1]]}}}",
            "POST /api/v1/twins/rig-1/type-drafts", "{\"document\":" + DOCUMENT + ",\"remarks\":[]}",
            "POST /api/v1/twin-types", "{}",
            "PUT /api/v1/twins/rig-1", "{}"));
    private final List<String> calls = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private final HttpServer server;

    @TempDir
    Path folder = Path.of("");

    FirstTypeTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private static String twin(TypeId type) {
        return "{\"type\":\"%s\",\"name\":\"Rig\",\"properties\":{\"p\":{\"measured\":{\"ts\":999000}}}}"
                .formatted(type);
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
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        calls.add(call + " " + body + " " + exchange.getRequestHeaders().getFirst("Authorization"));
        String answer = answers.get(call);
        byte[] bytes = (answer == null ? "{\"title\":\"No\"}" : answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer == null ? 409 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String propose(ReplayProgress sent, @Nullable Path file, boolean accepted) throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        new FirstType(
                        role -> new PlatformApi(new PlatformAccess(url, "127.0.0.1", 1883, () -> role)),
                        new TenantId("acme"),
                        new TwinId("rig-1"),
                        URI.create("http://portal"),
                        new PrintWriter(printed, true))
                .propose(sent, new FirstType.Wish(null, file, accepted));
        return printed.toString();
    }

    private List<String> writes() {
        return calls.stream().filter(call -> !call.startsWith("GET")).toList();
    }

    @Test
    void aProposalIsShownWithWhereItIsAccepted() throws InterruptedException {
        String shown = propose(SENT, null, false);

        assertTrue(shown.contains("dtmi:acme:Rig1;1"), shown);
        assertTrue(shown.contains("http://portal/twins/rig-1/type-draft"), shown);
        assertEquals(
                List.of("POST /api/v1/twins/rig-1/type-drafts {\"from\":\"0\",\"to\":\"999001\"} Bearer device-maker"),
                writes());
    }

    @Test
    void ofALongReplayTheLastPartIsLookedAt() throws InterruptedException {
        propose(new ReplayProgress(40_000, 40_000, 40_000, 0, 40_000_000), null, false);

        assertEquals(
                "POST /api/v1/twins/rig-1/type-drafts {\"from\":\"30000000\",\"to\":\"40000001\"} Bearer device-maker",
                writes().getLast());
    }

    @Test
    void anAcceptedOneIsDefinedAndGivenToTheTwinByAModeller() throws InterruptedException {
        propose(SENT, null, true);

        assertEquals(
                List.of(
                        "POST /api/v1/twin-types " + DOCUMENT + " Bearer modeller",
                        "PUT /api/v1/twins/rig-1 {\"type\":\"dtmi:acme:Rig1;1\",\"name\":\"Rig\"} Bearer modeller"),
                writes().subList(1, 3));
    }

    @Test
    void aTwinThatHasATypeIsLeftAlone() throws InterruptedException {
        answers.put("GET /api/v1/twins/rig-1", twin(new TypeId("dtmi:acme:Rig;3")));

        String shown = propose(SENT, null, true);

        assertTrue(shown.contains("rig-1 has the type dtmi:acme:Rig;3, and is left as it is"), shown);
        assertEquals(List.of(), writes());
    }

    @Test
    void theDocumentIsWrittenToANewFileOnly() throws IOException, InterruptedException {
        Path file = folder.resolve("rig.json");

        propose(SENT, file, false);

        assertEquals(new JsonMapper().readTree(DOCUMENT), new JsonMapper().readTree(file.toFile()));
        FirstType.Wish again = new FirstType.Wish(null, file, false);
        assertTrue(assertThrows(PlatformException.class, again::requireNewFile)
                .getMessage()
                .contains("exists already"));
    }

    @Test
    void thatNothingCanBeProposedIsToldAndFailsOnlyWhatWasWishedFor() throws InterruptedException {
        answers.remove("POST /api/v1/twins/rig-1/type-drafts");

        assertTrue(propose(SENT, null, false).contains("none proposed"));
        assertThrows(PlatformException.class, () -> propose(SENT, folder.resolve("rig.json"), false));
        assertFalse(Files.exists(folder.resolve("rig.json")));
    }

    @Test
    void nothingIsProposedFromNothing() throws InterruptedException {
        propose(new ReplayProgress(0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE), null, false);

        assertEquals(List.of(), calls);
    }
}
