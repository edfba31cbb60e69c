package io.counterpart.twinruntime.feeds;

import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.engine.fold.TypeCatalog;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pulsar.client.api.PulsarClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The tenants' types, as topic {@code definitions} says. They are immutable: the first that is read of an id is the one. */
@ApplicationScoped
public class DefinitionFeed implements TypeCatalog {

    private static final Logger LOG = Logger.getLogger(DefinitionFeed.class);

    private final Map<String, TypeDefinition> byKey = new ConcurrentHashMap<>();
    private final KeptTopic topic;

    DefinitionFeed(PulsarClient client) {
        topic = new KeptTopic(client, Topics.DEFINITIONS, this::take);
    }

    public void start() {
        topic.start("definition-feed");
    }

    @Override
    public Optional<TypeDefinition> find(TenantId tenant, TypeId type) {
        return Optional.ofNullable(byKey.get(TypeDefinition.key(tenant, type)));
    }

    private void take(String key, byte @Nullable [] bytes) {
        if (bytes == null) {
            byKey.remove(key);
            return;
        }
        try {
            byKey.putIfAbsent(key, TypeDefinition.JSON.read(bytes));
        } catch (MalformedContract e) {
            LOG.errorf("type definition is not readable, passed over key=%s cause=%s", key, e.getMessage());
        }
    }

    public boolean isReady() {
        return topic.isWhole();
    }

    public boolean isConnected() {
        return topic.isConnected();
    }

    @PreDestroy
    void stop() {
        topic.close();
    }
}
