package io.counterpart.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a person wants to know once everything runs: where to go and how to log in. */
final class Summary {
    private Summary() {}

    static String of(LocalPlatform platform, Duration took) {
        Set<Component> components = platform.components();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Ready after " + took.toSeconds() + " s.");
        lines.add("");
        if (components.contains(Component.PORTAL)) {
            lines.add(line("Portal and API", platform.portalUrl()));
        }
        if (components.contains(Component.INGEST)) {
            lines.add(line("MQTT", "localhost:" + platform.port(Port.MQTT)));
            lines.add(line(
                    "MQTT over TLS",
                    "localhost:" + platform.port(Port.MQTTS) + "  trusting " + platform.mqttsCertificate()));
        }
        if (components.contains(Component.KEYCLOAK)) {
            lines.add(line(
                    "Keycloak",
                    platform.keycloakUrl() + "  " + KeycloakServer.ADMIN + " / "
                            + platform.keycloak().adminPassword()));
        }
        if (components.contains(Component.DEMO)) {
            lines.add(line(
                    "Log in as",
                    LocalPeople.email(DemoPlant.TENANT, "operator") + " / "
                            + platform.people().password()));
        }
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String name, String value) {
        return "  %-16s %s".formatted(name, value);
    }
}
