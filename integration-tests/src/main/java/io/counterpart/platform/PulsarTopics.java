package io.counterpart.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        topic("access")
                .produce(Component.TENANTS)
                .consume(Component.TENANTS, Component.INGEST, Component.RUNTIME, Component.PORTAL);
        topic("definitions").produce(Component.PORTAL).consume(Component.RUNTIME, Component.PORTAL);
        topic("activity")
                .produce(Component.INGEST, Component.PORTAL, Component.RUNTIME)
                .consume(Component.RUNTIME);
        topic("desired").produce(Component.RUNTIME).consume(Component.RUNTIME, Component.INGEST);
        topic("commands").produce(Component.RUNTIME).consume(Component.RUNTIME, Component.INGEST);
        topic("erasures").produce(Component.TENANTS).consume(Component.RUNTIME, Component.PORTAL);
        topic("erased").produce(Component.RUNTIME, Component.PORTAL).consume(Component.TENANTS);
    }

    private void keepForEver() {
        post(
                "namespaces/" + NAMESPACE + "/retention",
                JSON.objectNode().put("retentionTimeInMinutes", -1).put("retentionSizeInMB", -1));
        put("namespaces/" + NAMESPACE + "/compactionThreshold", JSON.numberNode(COMPACTION_THRESHOLD_BYTES));
    }

    private Grants topic(String name) {
        put("persistent/" + NAMESPACE + "/" + name, null);
        return new Grants(name, Set.of());
    }

    /** Who may what on a topic; a call replaces what a role had there before, so what it may in all is said again. */
    private final class Grants {
        private final String topic;
        private final Set<Component> producers;

        Grants(String topic, Set<Component> producers) {
            this.topic = topic;
            this.producers = producers;
        }

        Grants produce(Component... services) {
            List.of(services).forEach(service -> grant(service, "produce"));
            return new Grants(topic, Set.of(services));
        }

        void consume(Component... services) {
            for (Component service : services) {
                if (producers.contains(service)) {
                    grant(service, "produce", "consume");
                } else {
                    grant(service, "consume");
                }
            }
        }

        private void grant(Component service, String... actions) {
            post("persistent/" + NAMESPACE + "/" + topic + "/permissions/" + service.label(), roles(actions));
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
