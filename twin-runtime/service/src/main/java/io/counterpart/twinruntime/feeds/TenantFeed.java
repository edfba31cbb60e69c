package io.counterpart.twinruntime.feeds;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import org.apache.pulsar.client.api.PulsarClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which tenants there are, as topic {@code access} says. Of the rest of that topic this service needs nothing. */
@ApplicationScoped
public class TenantFeed {

    private static final Logger LOG = Logger.getLogger(TenantFeed.class);
    private static final String TENANT_KEY = "tenant/";

    private final KeptTopic topic;
    private volatile BiConsumer<TenantId, AccessEvent.@Nullable Tenant> listener = (id, tenant) -> {};

    TenantFeed(PulsarClient client) {
        topic = new KeptTopic(client, Topics.ACCESS, this::take);
    }

    /** Begins; the listener hears of every tenant, null where it is gone, on one thread. */
    public void start(BiConsumer<TenantId, AccessEvent.@Nullable Tenant> tenants) {
        listener = tenants;
        topic.start("access-feed");
    }

    private void take(String key, byte @Nullable [] bytes) {
        if (!key.startsWith(TENANT_KEY)) {
            return;
        }
        try {
            if (bytes == null) {
                listener.accept(new TenantId(key.substring(TENANT_KEY.length())), null);
            } else if (AccessEvent.JSON.read(bytes) instanceof AccessEvent.Tenant tenant) {
                listener.accept(tenant.tenant(), tenant);
            }
        } catch (MalformedContract e) {
            LOG.errorf("access message is not readable, passed over key=%s cause=%s", key, e.getMessage());
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
