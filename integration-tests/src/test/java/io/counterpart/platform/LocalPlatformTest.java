package io.counterpart.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlatformTest {
    private static final List<String> TOPICS =
            List.of("access", "activity", "commands", "definitions", "desired", "erased", "erasures");

    @TempDir
    Path home;

    @Test
    void theServersStartAndStopAndKeepTheirData() throws Exception {
        String token;
        try (LocalPlatform platform = start(Component.servers())) {
            token = platform.people().token("any", "platform-admin");
            assertTrue(Component.servers().stream().allMatch(platform::ready));
            assertEquals(TOPICS, platformTopics(platform));
            assertThrows(PlatformException.class, () -> start(Set.of(Component.POSTGRES)));
        }
        assertRoles(token);
        assertNothingRuns();

        try (LocalPlatform again = start(Component.servers())) {
            assertEquals(TOPICS, platformTopics(again));
            assertRoles(again.people().token("any", "platform-admin"));
            again.process(Component.POSTGRES).kill();
            assertFalse(again.ready(Component.POSTGRES));
            again.restart(Component.POSTGRES);
            assertTrue(again.ready(Component.POSTGRES));
        }
        assertNothingRuns();
    }

    @Test
    void aServerThatEndsWhileStartingIsNamedWithItsLog() throws IOException {
        try (LocalPlatform platform = platform(Set.of(Component.POSTGRES))) {
            // A data folder that is none: initdb is left out, and postgres says what it misses.
            Files.createDirectories(home.resolve("postgres/data"));
            Files.writeString(home.resolve("postgres/data/PG_VERSION"), "18\n");

            PlatformException failure = assertThrows(PlatformException.class, platform::start);

            assertTrue(failure.getMessage().contains("postgres ended while starting"), failure.getMessage());
            assertTrue(failure.getMessage().contains("postgresql.conf"), failure.getMessage());
        }
        assertNothingRuns();
    }

    private LocalPlatform start(Set<Component> components) {
        LocalPlatform platform = platform(components);
        platform.start();
        return platform;
    }

    private LocalPlatform platform(Set<Component> components) {
        return LocalPlatform.builder().home(home).components(components).build();
    }

    private static List<String> platformTopics(LocalPlatform platform) {
        JsonNode topics = Http.get(
                        platform.pulsarAdminUrl() + "/admin/v2/persistent/counterpart/platform",
                        Http.bearer(platform.pulsarToken("admin")))
                .expectOk()
                .json();
        return topics.valueStream()
                .map(JsonNode::asText)
                .map(topic -> topic.substring(topic.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    private static void assertRoles(String token) throws Exception {
        JsonNode claims = Http.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        assertEquals("platform-admin@platform.local", claims.path("email").asText());
        assertTrue(claims.at("/realm_access/roles").toString().contains("platform-admin"), claims.toString());
    }

    private void assertNothingRuns() {
        for (Component component : Component.values()) {
            assertTrue(ChildProcess.pidFile(component.label(), new PlatformHome(home))
                    .find()
                    .isEmpty());
        }
        assertTrue(
                ProcessHandle.allProcesses()
                        .noneMatch(process -> PidFile.commandLine(process.pid()).contains(home.toString())),
                "A process is left behind");
    }
}
