package io.counterpart.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls of the servers' own REST interfaces. */
final class Http {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_PATIENCE)
            .build();

    /** What a server answered. */
    record Answer(String call, int status, String body, HttpResponse<String> response) {
        boolean ok() {
            return status / 100 == 2;
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(call + " answered no JSON: " + body, e);
            }
        }

        /** For calls that repeat: 409 says that it is already so. */
        Answer expectDone() {
            return status == 409 ? this : expectOk();
        }

        Answer expectOk() {
            if (!ok()) {
                throw new PlatformException("%s answered %d: %s".formatted(call, status, body));
            }
            return this;
        }
    }

    private Http() {}

    static Answer get(String url, Map<String, String> headers) {
        return send("GET", url, headers, null, PATIENCE);
    }

    static Answer put(String url, Map<String, String> headers, @Nullable JsonNode body) {
        return send("PUT", url, headers, body == null ? "" : body.toString(), PATIENCE);
    }

    static Answer post(String url, Map<String, String> headers, @Nullable JsonNode body) {
        return send("POST", url, headers, body == null ? "" : body.toString(), PATIENCE);
    }

    static Answer postForm(String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", url, Map.of("Content-Type", "application/x-www-form-urlencoded"), body, PATIENCE);
    }

    /** Whether it answers 200 just now; not listening yet is no error. */
    static boolean answers(String url, Map<String, String> headers) {
        try {
            return call("GET", url, headers, null, PROBE_PATIENCE).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Answer send(
            String method, String url, Map<String, String> headers, @Nullable String body, Duration patience) {
        String call = method + " " + url;
        try {
            HttpResponse<String> response = call(method, url, headers, body, patience);
            return new Answer(call, response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new PlatformException(call + " failed: " + e, e);
        }
    }

    private static HttpResponse<String> call(
            String method, String url, Map<String, String> headers, @Nullable String body, Duration patience)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(patience)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
