package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.broker.TokenFile;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.tenants.http.RestClient;
import io.counterpart.tenants.provisioning.BrokerAdmin;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pulsar's admin API. A namespace is made by one call that carries all of its policies, grants included, so none is ever there
 * without them. A conflict means that an earlier try came this far.
 */
@ApplicationScoped
class PulsarBrokerAdmin implements BrokerAdmin {

    private static final Set<Integer> FOUND = Set.of(200);
    private static final Set<Integer> FOUND_OR_GONE = Set.of(200, 404);
    private static final Set<Integer> MADE_OR_THERE = Set.of(204, 409);
    private static final Set<Integer> REMOVED_OR_GONE = Set.of(204, 404);

    private final RestClient admin;
    private final PulsarConfig config;

    @Inject
    PulsarBrokerAdmin(Vertx vertx, PulsarConfig config) {
        this.config = config;
        this.admin = new RestClient(
                WebClient.create(vertx),
                config.adminUrl() + "/admin/v2/",
                () -> Uni.createFrom().item(() -> TokenFile.read(config.tokenFile())));
    }

    @Override
    public Uni<Void> ensureTenant(TenantId tenant) {
        return clusters()
                .chain(clusters -> make(
                        HttpMethod.PUT,
                        "tenants/" + tenant,
                        Map.of("adminRoles", List.of(), "allowedClusters", clusters)));
    }

    private Uni<List<String>> clusters() {
        return admin.call(HttpMethod.GET, "clusters", null, FOUND).map(PulsarBrokerAdmin::strings);
    }

    @Override
    public Uni<Void> ensureLog(TenantId tenant, int partitions) {
        return ensureNamespace(NamespacePolicies.ofLog(tenant, config))
                .chain(() -> ensurePartitioned(Topics.inputs(tenant), partitions))
                .chain(() -> ensureOwners(tenant))
                .chain(() -> ensureTopic(Topics.events(tenant)))
                .chain(() -> ensureTopic(Topics.rejected(tenant)));
    }

    @Override
    public Uni<Void> ensureKept(TenantId tenant, int partitions) {
        return ensureNamespace(NamespacePolicies.ofKept(tenant, config))
                .chain(() -> ensurePartitioned(Topics.control(tenant), partitions))
                .chain(() -> ensureTopic(Topics.state(tenant)));
    }

    private Uni<Void> ensureNamespace(NamespacePolicies policies) {
        return clusters()
                .chain(clusters ->
                        make(HttpMethod.PUT, "namespaces/" + policies.namespace(), policies.document(clusters)));
    }

    /** The topic's partitions may be missing although it is there: when an earlier try ended between the two. */
    private Uni<Void> ensurePartitioned(String topic, int partitions) {
        return make(HttpMethod.PUT, path(topic) + "/partitions", partitions)
                .chain(() -> make(HttpMethod.POST, path(topic) + "/createMissedPartitions", null));
    }

    private Uni<Void> ensureTopic(String topic) {
        return make(HttpMethod.PUT, path(topic), null);
    }

    /** From here on the broker keeps what comes for the owners, however late the first of them arrives. */
    private Uni<Void> ensureOwners(TenantId tenant) {
        return make(
                HttpMethod.PUT,
                path(Topics.inputs(tenant)) + "/subscription/" + Topics.OWNERS_SUBSCRIPTION,
                Map.of("ledgerId", -1, "entryId", -1, "partitionIndex", -1));
    }

    private Uni<Void> make(HttpMethod method, String path, @Nullable Object body) {
        return admin.call(method, path, body, MADE_OR_THERE).replaceWithVoid();
    }

    @Override
    public Uni<Void> erase(TenantId tenant) {
        return eraseNamespace(Topics.logNamespace(tenant))
                .chain(() -> eraseNamespace(Topics.keptNamespace(tenant)))
                .chain(() -> remove("tenants/" + tenant));
    }

    /** Topic by topic: brokers refuse to delete a namespace with what is in it unless they are told otherwise. */
    private Uni<Void> eraseNamespace(String namespace) {
        return removeAll("persistent/" + namespace + "/partitioned", "/partitions?force=true")
                .chain(() -> removeAll("persistent/" + namespace, "?force=true"))
                .chain(() -> remove("namespaces/" + namespace));
    }

    private Uni<Void> removeAll(String list, String how) {
        return admin.call(HttpMethod.GET, list, null, FOUND_OR_GONE)
                .map(answer -> answer.statusCode() == 404 ? List.<String>of() : strings(answer))
                .onItem()
                .transformToMulti(topics -> Multi.createFrom().iterable(topics))
                .onItem()
                .transformToUniAndConcatenate(topic -> remove(path(topic) + how))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> remove(String path) {
        return admin.call(HttpMethod.DELETE, path, null, REMOVED_OR_GONE).replaceWithVoid();
    }

    private static String path(String topic) {
        return topic.replace("://", "/");
    }

    private static List<String> strings(HttpResponse<Buffer> answer) {
        return answer.bodyAsJsonArray().stream().map(String.class::cast).toList();
    }
}
