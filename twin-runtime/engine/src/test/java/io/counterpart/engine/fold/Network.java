package io.counterpart.engine.fold;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.engine.state.Twin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Partitions of one tenant, and the messages between them: what a fold has for another twin stands in that twin's log when it is
 * delivered, in the order in which it was sent. Each step takes some time; by hand, so that a test says what comes when.
 */
final class Network {

    /** A frame as it stands in a partition's log. */
    @SuppressWarnings("ArrayRecordComponent")
    record Entry(byte[] frame, long index, long brokerTimeMs) {}

    final List<Recorded> outs = new ArrayList<>();
    final List<PartitionFold> folds = new ArrayList<>();
    final List<List<Entry>> logs = new ArrayList<>();
    private final List<Integer> delivered = new ArrayList<>();
    private final TypeCatalog types;
    private long revision;
    long nowMs = Plant.START_MS;

    Network(int partitions, TypeCatalog types) {
        this.types = types;
        for (int i = 0; i < partitions; i++) {
            Recorded out = new Recorded();
            outs.add(out);
            folds.add(PartitionFold.empty(setting(), out, out));
            logs.add(new ArrayList<>());
            delivered.add(0);
        }
    }

    PartitionFold.Setting setting() {
        return new PartitionFold.Setting(Plant.ACME, 0, FoldLimits.DEFAULT, types);
    }

    int partitionOf(String twin) {
        return new GroupId(twin).partition(folds.size());
    }

    private PartitionFold foldOf(String twin) {
        return folds.get(partitionOf(twin));
    }

    private Network apply(int partition, FrameWriter frame) {
        List<Entry> log = logs.get(partition);
        Entry entry = new Entry(frame.toBytes(), log.size(), nowMs);
        log.add(entry);
        folds.get(partition).apply(entry.frame(), entry.index(), entry.brokerTimeMs());
        return this;
    }

    private Network apply(String twin, Input input) {
        FrameWriter frame = new FrameWriter();
        frame.add(input);
        return apply(partitionOf(twin), frame);
    }

    Network define(String twin, TypeId type) {
        TwinId id = new TwinId(twin);
        return apply(twin, new Input.TwinDefined(id, GroupId.of(id), type, null));
    }

    Network remove(String twin) {
        return apply(twin, new Input.TwinRemoved(new TwinId(twin)));
    }

    Network relate(String twin, String name, String target) {
        return apply(
                twin,
                new Input.RelationshipSet(
                        new TwinId(twin), ++revision, name, new TwinId(target), JsonNodeFactory.instance.objectNode()));
    }

    Network unrelate(String twin, String name, String target) {
        return apply(twin, new Input.RelationshipRemoved(new TwinId(twin), ++revision, name, new TwinId(target)));
    }

    /** A reading with the time that it is. */
    Network send(String twin, String values) {
        return sendAt(nowMs, twin, values);
    }

    Network sendAt(long ts, String twin, String values) {
        byte[] payload = ("{\"ts\":" + ts + ",\"values\":" + values + "}").getBytes(StandardCharsets.UTF_8);
        FrameWriter frame = new FrameWriter();
        frame.addReading(new Speaker(new TwinId(twin), new DeviceId(twin), 1), nowMs, null, payload.length)
                .put(payload);
        return apply(partitionOf(twin), frame);
    }

    Network pass(long ms) {
        nowMs += ms;
        return this;
    }

    /** Writes the ticks that are due. */
    Network tick() {
        for (int partition = 0; partition < folds.size(); partition++) {
            if (folds.get(partition).nextTimerDueMs() <= nowMs) {
                FrameWriter frame = new FrameWriter();
                frame.addTick(nowMs);
                apply(partition, frame);
            }
        }
        return this;
    }

    /** Delivers what was sent up to now, and what is sent because of it; how many messages that were. */
    int deliver() {
        int messages = 0;
        for (boolean more = true; more; ) {
            more = false;
            for (int from = 0; from < folds.size(); from++) {
                List<Recorded.Message> sent = outs.get(from).messages;
                while (delivered.get(from) < sent.size()) {
                    Recorded.Message message = sent.get(delivered.get(from));
                    delivered.set(from, delivered.get(from) + 1);
                    FrameWriter frame = new FrameWriter();
                    frame.add(message.input());
                    apply(message.group().partition(folds.size()), frame);
                    messages++;
                    more = true;
                }
            }
        }
        return messages;
    }

    /** Lets time pass until nobody has anything to tell any more. */
    Network settle() {
        for (int i = 0; i < 100; i++) {
            int messages = deliver();
            pass(1_000).tick();
            if (messages + deliver() == 0) {
                return this;
            }
        }
        throw new AssertionError("they never come to rest");
    }

    TwinState state(String twin) {
        Twin found = foldOf(twin).find(new TwinId(twin));
        return Objects.requireNonNull(found, "no twin " + twin).view();
    }

    PropertyState property(String twin, String property) {
        return Objects.requireNonNull(
                state(twin).properties().get(new PropertyName(property)), twin + " has no " + property);
    }

    /** The number that a property has, null for none. */
    @Nullable Double number(String twin, String property) {
        Twin found = Objects.requireNonNull(foldOf(twin).find(new TwinId(twin)));
        int place = found.layout().find(new PropertyName(property));
        return property(twin, property).value() == null ? null : found.number(place);
    }

    PropertyState.Related related(String twin, String property) {
        return Objects.requireNonNull(property(twin, property).related());
    }

    int score(String twin, String property) {
        return Objects.requireNonNull(property(twin, property).judged()).score();
    }

    List<Recorded.Row> rows(String twin) {
        return outs.get(partitionOf(twin)).rows.stream()
                .filter(row -> row.twin().equals(twin))
                .toList();
    }
}
