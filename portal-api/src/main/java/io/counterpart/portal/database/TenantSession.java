package io.counterpart.portal.database;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TypeDefinition;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** One transaction of one tenant. */
public final class TenantSession {

    private final TenantId tenant;
    private final Mutiny.Session rows;
    private boolean published;

    TenantSession(TenantId tenant, Mutiny.Session rows) {
        this.tenant = tenant;
        this.rows = rows;
    }

    /** The tenant's rows. */
    public Mutiny.Session rows() {
        return rows;
    }

    boolean hasPublished() {
        return published;
    }

    /** Publishes a type once this transaction holds. */
    public Uni<Void> publish(TypeDefinition type) {
        return add(Topics.DEFINITIONS, type.key(), OutboxKind.DEFINITION, TypeDefinition.JSON.write(type));
    }

    /** Puts an input into its group's partition once this transaction holds. */
    public Uni<Void> publish(Input input, GroupId group, int partitions) {
        FrameWriter frame = new FrameWriter();
        frame.add(input);
        return add(Topics.inputs(tenant, group.partition(partitions)), null, OutboxKind.INPUT, frame.toBytes());
    }

    /** The rows that it tells of are written first: their locks give the entries of one twin their order. */
    private Uni<Void> add(String topic, @Nullable String key, OutboxKind kind, byte[] payload) {
        published = true;
        return rows.flush()
                .chain(() -> rows.createNativeQuery(
                                "insert into portal.outbox(topic, message_key, kind, payload) values (:topic, cast(:key as text), :kind, :payload)")
                        .setParameter("topic", topic)
                        .setParameter("key", key)
                        .setParameter("kind", kind.name())
                        .setParameter("payload", payload)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
