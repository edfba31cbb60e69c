package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.tenants.access.AccessFeed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.BiConsumer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.jspecify.annotations.Nullable;

/** Follows {@code access} from its compacted beginning. */
@ApplicationScoped
class PulsarAccessFeed implements AccessFeed {

    private final PulsarClient client;

    @Inject
    PulsarAccessFeed(PulsarClient client) {
        this.client = client;
    }

    @Override
    public Uni<Void> follow(BiConsumer<String, @Nullable AccessEvent> listener) {
        return Uni.createFrom()
                .completionStage(() ->
                        client.newTableView(Schema.BYTES).topic(Topics.ACCESS).createAsync())
                .invoke(view -> view.forEachAndListen((key, bytes) -> listener.accept(key, event(bytes))))
                .replaceWithVoid();
    }

    private static @Nullable AccessEvent event(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 ? null : AccessEvent.JSON.read(bytes);
    }
}
