package io.counterpart.tenants.pulsar;

import static io.counterpart.contracts.topic.ServiceRole.INGEST;
import static io.counterpart.contracts.topic.ServiceRole.PORTAL_API;
import static io.counterpart.contracts.topic.ServiceRole.TENANTS_SERVICE;
import static io.counterpart.contracts.topic.ServiceRole.TWIN_RUNTIME;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.ServiceRole;
import io.counterpart.contracts.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a tenant's namespace is to be: how long it keeps what, and which service may do what on which topic.
 *
 * @param namespace its name
 * @param retentionMinutes how long it keeps what is acknowledged, -1 for ever
 * @param more policies of this namespace alone
 * @param grants topic by topic; the twin-runtime may use all of them
 */
record NamespacePolicies(
        String namespace,
        long retentionMinutes,
        Map<String, Object> more,
        Map<String, Map<String, List<String>>> grants) {

    private static final List<String> PRODUCE = List.of("produce");
    private static final List<String> CONSUME = List.of("consume");
    private static final List<String> BOTH = List.of("produce", "consume");
    private static final long FOR_EVER = -1;

    static NamespacePolicies ofLog(TenantId tenant, PulsarConfig config) {
        return new NamespacePolicies(
                Topics.logNamespace(tenant),
                config.logRetention().toMinutes(),
                Map.of(
                        "backlog_quota_map",
                        Map.of(
                                "destination_storage",
                                Map.of(
                                        "limitSize",
                                        config.backlogBytesMax(),
                                        "limitTime",
                                        -1,
                                        "policy",
                                        "producer_request_hold"))),
                Map.of(
                        Topics.inputs(tenant), grants(INGEST, PRODUCE, PORTAL_API, PRODUCE),
                        Topics.events(tenant), grants(PORTAL_API, CONSUME),
                        Topics.rejected(tenant), grants(TENANTS_SERVICE, CONSUME)));
    }

    static NamespacePolicies ofKept(TenantId tenant, PulsarConfig config) {
        return new NamespacePolicies(
                Topics.keptNamespace(tenant),
                FOR_EVER,
                Map.of("compaction_threshold", config.compactionThresholdBytes()),
                Map.of(Topics.state(tenant), grants(PORTAL_API, CONSUME)));
    }

    private static Map<String, List<String>> grants(ServiceRole role, List<String> actions) {
        return Map.of(role.role(), actions);
    }

    private static Map<String, List<String>> grants(
            ServiceRole one, List<String> actions, ServiceRole other, List<String> otherActions) {
        return Map.of(one.role(), actions, other.role(), otherActions);
    }

    /** As the admin API takes it. */
    Map<String, Object> document(List<String> clusters) {
        Map<String, Object> document = new HashMap<>(more);
        document.put("replication_clusters", clusters);
        document.put(
                "retention_policies",
                Map.of("retentionTimeInMinutes", retentionMinutes, "retentionSizeInMB", FOR_EVER));
        document.put(
                "auth_policies",
                Map.of("namespace_auth", Map.of(TWIN_RUNTIME.role(), BOTH), "destination_auth", grants));
        return document;
    }
}
