package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.broker.TokenFile;
import io.counterpart.tenants.http.RestClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.impl.MessageIdImpl;

/** Where the last so many entries of a topic begin: a reader goes forward only, so it has to begin there. */
@ApplicationScoped
class TopicTail {

    private static final Set<Integer> FOUND = Set.of(200);

    private final RestClient admin;

    @Inject
    TopicTail(Vertx vertx, PulsarConfig config) {
        this.admin = new RestClient(
                WebClient.create(vertx),
                config.adminUrl() + "/admin/v2/",
                () -> Uni.createFrom().item(() -> TokenFile.read(config.tokenFile())));
    }

    Uni<MessageId> start(String topic, int entries) {
        return admin.call(HttpMethod.GET, topic.replace("://", "/") + "/internalStats", null, FOUND)
                .map(answer -> start(answer.bodyAsJsonObject(), entries));
    }

    /** Walks back from the newest ledger; the ledger that is being written counts its entries apart. */
    static MessageId start(JsonObject stats, int entries) {
        JsonArray ledgers = stats.getJsonArray("ledgers");
        long left = entries;
        for (int i = ledgers.size() - 1; i >= 0; i--) {
            JsonObject ledger = ledgers.getJsonObject(i);
            long size = i == ledgers.size() - 1 ? stats.getLong("currentLedgerEntries") : ledger.getLong("entries");
            if (size > left) {
                return new MessageIdImpl(ledger.getLong("ledgerId"), size - left, -1);
            }
            left -= size;
        }
        return MessageId.earliest;
    }
}
