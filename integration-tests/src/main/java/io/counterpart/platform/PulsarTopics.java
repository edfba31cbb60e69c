package io.counterpart.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The platform's own topics in Pulsar, which exist before any tenant does, and who may use them. */
final class PulsarTopics {
    private static final String NAMESPACE = "counterpart/platform";
    private static final long COMPACTION_THRESHOLD_BYTES = 10L * 1024 * 1024;
    private static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(60);
    private static final Duration RECOVERY_PAUSE = Duration.ofMillis(500);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String admin;
    private final Map<String, String> headers;

    PulsarTopics(String adminUrl, String token) {
        this.admin = adminUrl + "/admin/v2/";
        this.headers = Http.bearer(token);
    }

    void create() {
        put(
                "tenants/counterpart",
                JSON.objectNode()
                        .<com.fasterxml.jackson.databind.node.ObjectNode>set("adminRoles", roles(PulsarServer.ADMIN))
                        .set("allowedClusters", roles("standalone")));
        put("namespaces/" + NAMESPACE, null);
        keepForEver();
        put("persistent/" + NAMESPACE + "/access", null);
        put("persistent/" + NAMESPACE + "/definitions", null);
        put("persistent/" + NAMESPACE + "/erasures", null);
        put("persistent/" + NAMESPACE + "/erased", null);
        grant();
    }

    private void keepForEver() {
        post(
                "namespaces/" + NAMESPACE + "/retention",
                JSON.objectNode().put("retentionTimeInMinutes", -1).put("retentionSizeInMB", -1));
        put("namespaces/" + NAMESPACE + "/compactionThreshold", JSON.numberNode(COMPACTION_THRESHOLD_BYTES));
    }

    private void grant() {
        for (Component reader : List.of(Component.INGEST, Component.RUNTIME, Component.PORTAL)) {
            post("namespaces/" + NAMESPACE + "/permissions/" + reader.label(), roles("consume"));
        }
        post(
                "persistent/" + NAMESPACE + "/definitions/permissions/" + Component.PORTAL.label(),
                roles("produce", "consume"));
        post(
                "persistent/" + NAMESPACE + "/access/permissions/" + Component.TENANTS.label(),
                roles("produce", "consume"));
        post("persistent/" + NAMESPACE + "/erasures/permissions/" + Component.TENANTS.label(), roles("produce"));
        post("persistent/" + NAMESPACE + "/erased/permissions/" + Component.TENANTS.label(), roles("consume"));
        for (Component keeper : List.of(Component.RUNTIME, Component.PORTAL)) {
            post("persistent/" + NAMESPACE + "/erased/permissions/" + keeper.label(), roles("produce"));
        }
    }

    private void put(String path, @Nullable JsonNode body) {
        whenRecovered(() -> Http.put(admin + path, headers, body)).expectDone();
    }

    private void post(String path, JsonNode body) {
        whenRecovered(() -> Http.post(admin + path, headers, body)).expectDone();
    }

    /** A broker that was killed answers 500 for some seconds, until it has recovered its ledgers from the bookie. */
    private static Http.Answer whenRecovered(Supplier<Http.Answer> call) {
        long deadlineNanos = System.nanoTime() + RECOVERY_PATIENCE.toNanos();
        Http.Answer answer = call.get();
        while (answer.status() >= 500 && System.nanoTime() < deadlineNanos) {
            LockSupport.parkNanos(RECOVERY_PAUSE.toNanos());
            answer = call.get();
        }
        return answer;
    }

    private static JsonNode roles(String... names) {
        var array = JSON.arrayNode();
        for (String name : names) {
            array.add(name);
        }
        return array;
    }
}
