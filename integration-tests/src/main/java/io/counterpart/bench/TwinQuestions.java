package io.counterpart.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.device.PlatformAccess;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the API one thing after the other and looks at the clock: from the request's first byte to the answer's last. */
final class TwinQuestions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final TenantId tenant;
    private final PlatformAccess access;

    TwinQuestions(LoadTenant tenant) {
        this.tenant = tenant.tenant();
        this.access = tenant.access();
    }

    /**
     * What was answered.
     *
     * @param status of HTTP
     * @param body of JSON, whatever the status
     * @param revision of the graph that a write's answer names, null where it names none
     * @param nanos that it took
     */
    record Answer(int status, JsonNode body, @Nullable Long revision, long nanos) {}

    /** An answer to a query. */
    Answer ask(String query) {
        return ask(query, null);
    }

    /**
     * The same of a graph that has at least this revision.
     *
     * @param minRevision null for the newest
     */
    Answer ask(String query, @Nullable Long minRevision) {
        ObjectNode body = JSON.createObjectNode().put("query", query);
        if (minRevision != null) {
            body.put("minRevision", minRevision);
        }
        return send("POST", "/query", body);
    }

    /** Gives a twin another name. */
    Answer rename(TwinId twin, String name) {
        return send("PATCH", "/twins/" + twin, JSON.createObjectNode().put("name", name));
    }

    /** Something else that is there to be read. */
    Answer get(String path) {
        return send("GET", path, null);
    }

    private Answer send(String method, String path, @Nullable ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(access.apiUrl() + ApiRoute.ROOT + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + access.bearerToken().get())
                .header("Counterpart-Tenant", tenant.value())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            long beganNanos = System.nanoTime();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            long nanos = System.nanoTime() - beganNanos;
            String revision =
                    answer.headers().firstValue("Counterpart-Revision").orElse(null);
            return new Answer(
                    answer.statusCode(),
                    JSON.readTree(answer.body()),
                    revision == null ? null : Long.valueOf(revision),
                    nanos);
        } catch (IOException e) {
            throw new PlatformException("%s %s did not answer: %s".formatted(method, path, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while asking.", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
