package io.counterpart.bench.engine;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistorySink;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of a log as the database and the topics have them in the end: what comes again after a crash stands there once, by its key,
 * and must be what it was.
 */
final class AppliedOutputs implements HistorySink, EventSink {

    private record RowKey(String twin, long ts, long position, int element, boolean isTimeline) {}

    private record EventKey(long position, int ordinal) {}

    private final Sha256 history = new Sha256();
    private final Sha256 events = new Sha256();
    private final Sha256 one = new Sha256();

    /** What came since the last checkpoint, by its key: that may come again. */
    private final Map<RowKey, String> rowsToCome = new HashMap<>();

    private final Map<EventKey, String> eventsToCome = new HashMap<>();
    private long position = -1;
    private int ordinal;
    private long rows;
    private long repeated;
    private long differing;

    /** What is of frames up to this one does not come again. */
    void checkpointed(long frame) {
        long next = Position.of(DeterminismRun.EPOCH, frame + 1, 0);
        rowsToCome.keySet().removeIf(key -> key.position() < next);
        eventsToCome.keySet().removeIf(key -> key.position() < next);
    }

    /** Another owner begins with the last checkpoint. */
    void takenOver() {
        position = -1;
    }

    @Override
    public void row(TenantId tenant, HistoryRow row) {
        for (int i = 0; i < row.numbers(); i++) {
            one.add(row.numberSlot(i));
            one.add(row.number(i));
        }
        boolean isTimeline = false;
        for (int i = 0; i < row.texts(); i++) {
            isTimeline |= row.textSlot(i) < 0;
            one.add(row.textSlot(i));
            one.add(row.text(i));
        }
        one.add(row.knownAt());
        String content = one.hex();
        RowKey key = new RowKey(row.twin().value(), row.ts(), row.position(), row.element(), isTimeline);
        if (isNew(rowsToCome.putIfAbsent(key, content), content)) {
            rows++;
            history.add(key.twin());
            history.add(key.ts());
            history.add(key.position());
            history.add(key.element());
            history.add(content);
        }
    }

    private boolean isNew(@Nullable String known, String content) {
        if (known == null) {
            return true;
        }
        repeated++;
        if (!known.equals(content)) {
            differing++;
        }
        return false;
    }

    @Override
    public void event(TwinEvent event) {
        happened(event.position(), "event " + event);
    }

    @Override
    public void rejection(Rejection rejection) {
        happened(rejection.position(), "rejection " + rejection);
    }

    @Override
    public void message(GroupId group, Input input) {
        throw new AssertionError("twins of this plant have nothing to tell one another");
    }

    @Override
    public void desired(TwinId twin, long at, long knownAt, SortedMap<PropertyName, Value> values) {
        happened(at, "desired " + twin + " " + values);
    }

    @Override
    public void deliver(TwinCommand command) {
        happened(command.position(), "deliver " + command);
    }

    @Override
    public void withdraw(TwinId twin, CommandId command, long at) {
        happened(at, "withdraw " + twin + " " + command);
    }

    @Override
    public void unreadable(long at, String detail) {
        happened(at, "unreadable " + detail);
        differing++;
    }

    private void happened(long at, String what) {
        ordinal = at == position ? ordinal + 1 : 0;
        position = at;
        if (isNew(eventsToCome.putIfAbsent(new EventKey(at, ordinal), what), what)) {
            events.add(at);
            events.add(what);
        }
    }

    long rows() {
        return rows;
    }

    long repeated() {
        return repeated;
    }

    /** How much came again and was not what it was, or could not be read at all. */
    long differing() {
        return differing;
    }

    String historyHash() {
        return history.hex();
    }

    String eventsHash() {
        return events.hex();
    }
}
