package io.counterpart.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.platform.LocalPlatform;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A file of a real pump rig, replayed by the command that people use: what history holds afterwards is the file. */
@ExtendWith(WholePlatform.class)
class ReplayJourneyTest {

    private static final Path FILE =
            Path.of(System.getProperty("counterpart.data")).resolve("skab/valve1/0.csv");

    /** Unless told otherwise it reads decimals as floats. */
    private static final JsonPathConfig EXACT =
            JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE);

    @Test
    void historyHoldsExactlyTheFile(Customer customer, LocalPlatform platform) throws Exception {
        Assumptions.assumeTrue(Files.exists(FILE), "skipped: ../shared/data/skab is not present");
        Map<String, Map<Long, Double>> expected = read(FILE);

        String printed = replay(platform, customer, FILE);

        assertTrue(printed.contains("datetime"), printed);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertEquals(expected, history(customer, expected)));
    }

    @Test
    void theSameFileAgainChangesNothing(Customer customer, LocalPlatform platform) throws Exception {
        Assumptions.assumeTrue(Files.exists(FILE), "skipped: ../shared/data/skab is not present");
        replay(platform, customer, FILE);
        replay(platform, customer, FILE);

        Map<String, Map<Long, Double>> expected = read(FILE);

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertEquals(expected, history(customer, expected)));
    }

    @Test
    void aFirstTypeIsProposedAndAcceptedOnce(Customer customer, LocalPlatform platform) throws Exception {
        Assumptions.assumeTrue(Files.exists(FILE), "skipped: ../shared/data/skab is not present");
        Path document = Files.createTempDirectory("draft").resolve("rig-2.json");

        String seen = replay(platform, customer, FILE, "rig-2", "--draft", document.toString());
        String accepted = replay(platform, customer, FILE, "rig-2", "--accept");
        String again = replay(platform, customer, FILE, "rig-2", "--accept");

        String type = "dtmi:" + customer.tenant() + ":Rig2;1";
        assertTrue(seen.contains("/twins/rig-2/type-draft"), seen);
        assertTrue(accepted.contains("Defined " + type), accepted);
        assertTrue(again.contains("rig-2 has the type " + type), again);
        JsonPath defined = customer.as("viewer")
                .queryParam("id", type)
                .get("/twin-types")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath(EXACT);
        assertEquals(JsonPath.from(document.toFile()).using(EXACT).getMap(""), defined.getMap(""));
    }

    private static String replay(LocalPlatform platform, Customer customer, Path file)
            throws IOException, InterruptedException {
        return replay(platform, customer, file, "rig-1");
    }

    private static String replay(LocalPlatform platform, Customer customer, Path file, String device, String... more)
            throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.counterpart.command.Counterpart",
                "replay",
                file.toString(),
                "--tenant",
                customer.tenant().value(),
                "--device",
                device,
                "--speed",
                "max"));
        call.addAll(List.of(more));
        ProcessBuilder command = new ProcessBuilder(call);
        command.environment().put("COUNTERPART_HOME", platform.home().toString());
        Process process = command.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }

    /** The file as history should show it: by property, by time. */
    private static Map<String, Map<Long, Double>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] header = lines.getFirst().split(";", -1);
        DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        Map<String, Map<Long, Double>> columns = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(";", -1);
            long ts = LocalDateTime.parse(cells[0], time)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            for (int i = 1; i < cells.length; i++) {
                columns.computeIfAbsent(header[i].replaceAll("[^A-Za-z0-9_]", "_"), name -> new TreeMap<>())
                        .put(ts, Double.parseDouble(cells[i]));
            }
        }
        return columns;
    }

    /** All pages; a value that comes twice fails. */
    private static Map<String, Map<Long, Double>> history(Customer customer, Map<String, Map<Long, Double>> expected) {
        String token = customer.token("analyst");
        Map<String, Map<Long, Double>> columns = new HashMap<>();
        String after = null;
        do {
            RequestSpecification request = customer.asBearer(token)
                    .queryParam("properties", String.join(",", expected.keySet()))
                    .queryParam("from", 0)
                    .queryParam("to", 4_000_000_000_000L);
            if (after != null) {
                request = request.queryParam("after", after);
            }
            JsonPath page = request.get("/twins/rig-1/history")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath(EXACT);
            Map<String, Map<String, List<List<Number>>>> properties = page.getMap("properties");
            properties.forEach((name, series) -> {
                for (List<Number> point : series.getOrDefault("measured", List.of())) {
                    Double before = columns.computeIfAbsent(name, n -> new TreeMap<>())
                            .put(point.get(0).longValue(), point.get(1).doubleValue());
                    assertEquals(null, before, name + " at " + point.get(0) + " came twice");
                }
            });
            after = page.getString("next");
        } while (after != null);
        return columns;
    }
}
