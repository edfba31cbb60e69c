package io.counterpart.device;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a platform is, and how to be let in.
 *
 * @param apiUrl its front door, without {@code /api/v1}
 * @param mqttHost where devices connect
 * @param mqttPort the same
 * @param bearerToken asked before each call, because tokens end
 */
public record PlatformAccess(URI apiUrl, String mqttHost, int mqttPort, Supplier<String> bearerToken) {

    /**
     * As {@code COUNTERPART_API_URL}, {@code COUNTERPART_MQTT_HOST}, {@code COUNTERPART_MQTT_PORT} and {@code
     * COUNTERPART_TOKEN_FILE} or {@code COUNTERPART_TOKEN} say.
     */
    public static PlatformAccess fromEnvironment(Map<String, String> environment) {
        return new PlatformAccess(
                URI.create(environment.getOrDefault("COUNTERPART_API_URL", "http://localhost:8080")),
                environment.getOrDefault("COUNTERPART_MQTT_HOST", "localhost"),
                port(environment.getOrDefault("COUNTERPART_MQTT_PORT", "1883")),
                token(environment));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, together with numbers out of range.
        }
        throw new PlatformException("COUNTERPART_MQTT_PORT is '" + text + "', which is no port.");
    }

    /** A file is read at each use: who wrote it may have put a fresher token there. */
    private static Supplier<String> token(Map<String, String> environment) {
        String file = environment.get("COUNTERPART_TOKEN_FILE");
        if (file != null) {
            return () -> read(Path.of(file));
        }
        String token = environment.get("COUNTERPART_TOKEN");
        return () -> {
            if (token == null) {
                throw new PlatformException("COUNTERPART_TOKEN_FILE or COUNTERPART_TOKEN must hold a bearer token.");
            }
            return token;
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new PlatformException("Cannot read the token file " + file + ": " + e.getMessage(), e);
        }
    }
}
