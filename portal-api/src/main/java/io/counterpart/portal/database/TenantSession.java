package io.counterpart.portal.database;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TypeDefinition;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** One transaction of one tenant. */
public final class TenantSession {

    private static final int INPUTS_PER_FRAME = FrameWriter.BYTES_MAX / (2 * Input.RELATIONSHIP_BYTES_MAX);

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

    /** Takes the tenant's graph for this transaction; the revision that stands. */
    Uni<Long> lockGraph() {
        return rows.createNativeQuery("select portal.lock_graph()", Long.class).getSingleResult();
    }

    /** The graph's revision with what this transaction has written: its own, or the one that stood when it wrote nothing. */
    public Uni<Long> graphRevision() {
        return rows.flush()
                .chain(() -> rows.createNativeQuery("select revision from portal.graph", Long.class)
                        .getSingleResult());
    }

    /** Publishes a type once this transaction holds. */
    public Uni<Void> publish(TypeDefinition type) {
        return add(Topics.DEFINITIONS, type.key(), OutboxKind.DEFINITION, TypeDefinition.JSON.write(type));
    }

    /** Puts an input into its group's partition once this transaction holds. */
    public Uni<Void> publish(Input input, GroupId group, int partitions) {
        return publish(List.of(new Addressed(group, input)), partitions);
    }

    /**
     * An input with where it goes.
     *
     * @param group whose partition it goes to
     * @param input what happened
     */
    public record Addressed(GroupId group, Input input) {}

    /** Puts inputs into their groups' partitions once this transaction holds, those of one partition in this order and many to a frame. */
    public Uni<Void> publish(List<Addressed> inputs, int partitions) {
        SortedMap<Integer, List<Input>> byPartition = new TreeMap<>();
        inputs.forEach(addressed -> byPartition
                .computeIfAbsent(addressed.group().partition(partitions), none -> new ArrayList<>())
                .add(addressed.input()));
        return Multi.createFrom()
                .iterable(byPartition.entrySet())
                .onItem()
                .transformToMultiAndConcatenate(of -> Multi.createFrom()
                        .iterable(frames(of.getValue()))
                        .onItem()
                        .transformToUniAndConcatenate(
                                frame -> add(Topics.inputs(tenant, of.getKey()), null, OutboxKind.INPUT, frame)
                                        .replaceWith(true)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Edits are small: so many of the largest still fit into a frame. */
    private static List<byte[]> frames(List<Input> inputs) {
        List<byte[]> frames = new ArrayList<>();
        FrameWriter frame = new FrameWriter();
        for (Input input : inputs) {
            frame.add(input);
            if (frame.entries() == INPUTS_PER_FRAME) {
                frames.add(frame.toBytes());
                frame.clear();
            }
        }
        if (frame.entries() > 0) {
            frames.add(frame.toBytes());
        }
        return frames;
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
