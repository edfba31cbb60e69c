package io.counterpart.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The few calls of the platform's API that bring a device and its type into being. Each repeats safely, new logins aside. */
public final class PlatformApi {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** As the platform's own people: in no tenant, so that it need not exist yet. */
    private static final @Nullable TenantId OUTSIDE_TENANTS = null;

    private static final int PROVISIONING_CALLS = 10;
    private static final int UNAVAILABLE = 503;
    private static final Duration AVAILABLE_WITHIN = Duration.ofMinutes(1);
    private static final int PAGE = 10_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final PlatformAccess access;

    public PlatformApi(PlatformAccess access) {
        this.access = access;
    }

    /** Creates the tenant, as the platform's own people do, and returns when it can be used. */
    public void putTenant(TenantId tenant, String name, String plan) {
        ObjectNode body = JSON.createObjectNode().put("name", name).put("plan", plan);
        for (int i = 0; i < PROVISIONING_CALLS; i++) {
            // 202 comes after some waiting there: it is still being provisioned. The same again changes nothing.
            if (call(OUTSIDE_TENANTS, "PUT", "/tenants/" + tenant, body, Set.of(200, 201, 202))
                            .statusCode()
                    != 202) {
                return;
            }
        }
        throw new PlatformException("The tenant " + tenant + " is still not provisioned.");
    }

    /** A new API key of this tenant, for a program that is this there. It is in this answer and nowhere else. */
    public String newApiKey(TenantId tenant, String name, String role) {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        body.putArray("roles").add(role);
        return body(call(tenant, "POST", "/api-keys", body, Set.of(201)))
                .required("key")
                .asText();
    }

    /**
     * Makes a twin type known. Types are immutable: the same again changes nothing, another under the same identifier is refused.
     *
     * @param type one DTDL interface
     */
    public void putType(TenantId tenant, JsonNode type) {
        call(tenant, "POST", "/twin-types", type, Set.of(200, 201));
    }

    /** Creates the device and binds it to a twin of this type; both come into being when they are not there. */
    public void putDevice(TenantId tenant, DeviceId device, TypeId type, TwinId twin) {
        ObjectNode body = JSON.createObjectNode().put("type", type.value()).put("twin", twin.value());
        call(tenant, "PUT", "/devices/" + device, body, Set.of(200, 201, 204));
    }

    /** Gives the twin this type, and leaves it its name; it comes into being when it is not there. */
    public void putTwin(TenantId tenant, TwinId twin, TypeId type) {
        ObjectNode body = JSON.createObjectNode().put("type", type.value());
        twin(tenant, twin).map(read -> read.get("name")).ifPresent(name -> body.set("name", name));
        call(tenant, "PUT", "/twins/" + twin, body, Set.of(200, 201));
    }

    /** Has one twin lead to another. */
    public void putRelationship(TenantId tenant, TwinId source, String name, TwinId target) {
        call(
                tenant,
                "PUT",
                "/twins/" + source + "/relationships/" + name + "/" + target,
                JSON.createObjectNode(),
                Set.of(200, 201));
    }

    /** The twin that this device speaks for, when there is such a device. */
    public Optional<TwinId> twinOf(TenantId tenant, DeviceId device) {
        HttpResponse<String> answer = call(tenant, "GET", "/devices/" + device, null, Set.of(200, 404));
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(new TwinId(body(answer).required("twin").asText()));
    }

    /** A further login of this device. Its secret is in this answer and nowhere else. */
    public DeviceLogin newLogin(TenantId tenant, DeviceId device) {
        ObjectNode body = JSON.createObjectNode().put("kind", "token");
        JsonNode answer = body(call(tenant, "POST", "/devices/" + device + "/credentials", body, Set.of(200, 201)));
        return new DeviceLogin(
                answer.required("username").asText(),
                answer.required("password").asText());
    }

    /** A twin as the platform shows it, when there is one. */
    public Optional<JsonNode> twin(TenantId tenant, TwinId twin) {
        HttpResponse<String> answer = call(tenant, "GET", "/twins/" + twin, null, Set.of(200, 404));
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(body(answer));
    }

    /**
     * A page of one property's history of a twin, as the API answers it: {@code properties.{name}.measured} holds pairs of time and
     * value, {@code next} what the next page is asked for by.
     *
     * @param after what the page before said, null for the first
     */
    public JsonNode history(
            TenantId tenant, TwinId twin, String property, long fromMillis, long toMillis, @Nullable String after) {
        String query = "/twins/%s/history?properties=%s&from=%d&to=%d&limit=%d%s"
                .formatted(twin, property, fromMillis, toMillis, PAGE, after == null ? "" : "&after=" + after);
        return body(call(tenant, "GET", query, null, Set.of(200)));
    }

    /** Whether the twin's history has a value of one of these properties at this time. */
    public boolean hasHistory(TenantId tenant, TwinId twin, Collection<String> properties, long tsMillis) {
        String query = "/twins/%s/history?properties=%s&from=%d&to=%d"
                .formatted(twin, String.join(",", properties), tsMillis, tsMillis + 1);
        JsonNode series = body(call(tenant, "GET", query, null, Set.of(200))).required("properties");
        return series.valueStream()
                .anyMatch(property -> !property.required("measured").isEmpty());
    }

    /**
     * A type that is proposed for the twin from its values, as the API answers it: {@code document} and {@code remarks}.
     *
     * @param id what the type is to be called, null for what the platform calls it
     * @param fromMillis from values of this event time on
     * @param toMillis up to this event time, without it
     */
    public JsonNode typeDraft(TenantId tenant, TwinId twin, @Nullable TypeId id, long fromMillis, long toMillis) {
        ObjectNode body = JSON.createObjectNode().put("from", "" + fromMillis).put("to", "" + toMillis);
        if (id != null) {
            body.put("id", id.value());
        }
        return body(call(tenant, "POST", "/twins/" + twin + "/type-drafts", body, Set.of(200)));
    }

    /** What the twin's state does from now on, as server-sent events line by line, until the answer is closed. */
    public Stream<String> events(TenantId tenant, TwinId twin) {
        HttpRequest request = request(tenant, "/events?twins=" + twin).GET().build();
        HttpResponse<Stream<String>> answer = send(request, HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new PlatformException("GET /events was refused with " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<String> call(
            @Nullable TenantId tenant, String method, String path, @Nullable JsonNode body, Set<Integer> expected) {
        HttpRequest.Builder request = request(tenant, path).timeout(PATIENCE);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        HttpResponse<String> answer = send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (!expected.contains(answer.statusCode())) {
            throw new PlatformException("%s %s was refused with %d: %s"
                    .formatted(method, ApiRoute.ROOT + path, answer.statusCode(), reason(answer.body())));
        }
        return answer;
    }

    private HttpRequest.Builder request(@Nullable TenantId tenant, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(access.apiUrl() + ApiRoute.ROOT + path))
                .header("Authorization", "Bearer " + access.bearerToken().get());
        return tenant == null ? request : request.header("Counterpart-Tenant", tenant.value());
    }

    /** 503 means "not yet", as while a service catches up: it is asked again when it says so, for a while. */
    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            long startNanos = System.nanoTime();
            HttpResponse<T> answer = client.send(request, handler);
            while (answer.statusCode() == UNAVAILABLE && System.nanoTime() - startNanos < AVAILABLE_WITHIN.toNanos()) {
                Thread.sleep(retryAfter(answer));
                answer = client.send(request, handler);
            }
            return answer;
        } catch (IOException e) {
            throw new PlatformException(
                    "%s %s did not answer: %s".formatted(request.method(), request.uri(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while calling " + request.uri(), e);
        }
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        return Duration.ofSeconds(
                answer.headers().firstValueAsLong("Retry-After").orElse(1));
    }

    private static JsonNode body(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new PlatformException(answer.uri() + " answered with something else than JSON", e);
        }
    }

    /** What a problem+json says of itself, or the beginning of whatever came instead. */
    private static String reason(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String title = problem.path("title").asText();
            String detail = problem.path("detail").asText();
            if (!title.isEmpty()) {
                return detail.isEmpty() ? title : title + " (" + detail + ")";
            }
        } catch (JsonProcessingException notJson) {
            // Then it is shown as it is.
        }
        return body.length() > 200 ? body.substring(0, 200) + "…" : body;
    }
}
