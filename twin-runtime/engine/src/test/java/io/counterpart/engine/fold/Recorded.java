package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistorySink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Outputs, written down as they come. */
final class Recorded implements HistorySink, EventSink {

    /** A row: where it stands, and what by storage and slot. */
    record Row(String twin, long ts, long knownAt, long position, int element, Map<String, Object> values) {}

    final List<Row> rows = new ArrayList<>();
    final List<TwinEvent> events = new ArrayList<>();
    /** What history keeps of them. */
    final List<Row> timeline = new ArrayList<>();

    final List<Rejection> rejections = new ArrayList<>();
    /** What devices are told is wanted of their twins. */
    final List<String> desired = new ArrayList<>();

    /** What is on its way to devices, as it comes and goes. */
    final List<String> deliveries = new ArrayList<>();

    final List<String> unreadable = new ArrayList<>();

    @Override
    public void row(TenantId tenant, HistoryRow row) {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < row.numbers(); i++) {
            values.put("number " + row.numberSlot(i), row.number(i));
        }
        for (int i = 0; i < row.texts(); i++) {
            values.put("text " + row.textSlot(i), row.text(i));
        }
        for (int i = 0; i < row.arrays(); i++) {
            values.put("array " + row.arraySlot(i), Arrays.toString(row.array(i)));
        }
        boolean isEvent = values.keySet().stream().anyMatch(slot -> slot.startsWith("text -"));
        (isEvent ? timeline : rows)
                .add(new Row(row.twin().value(), row.ts(), row.knownAt(), row.position(), row.element(), values));
    }

    @Override
    public void event(TwinEvent event) {
        events.add(event);
    }

    @Override
    public void rejection(Rejection rejection) {
        rejections.add(rejection);
    }

    /** What other twins are asked and told, and the group of each. */
    record Message(GroupId group, Input input) {}

    final List<Message> messages = new ArrayList<>();

    @Override
    public void message(GroupId group, Input input) {
        messages.add(new Message(group, input));
    }

    @Override
    public void desired(TwinId twin, long position, long knownAt, SortedMap<PropertyName, Value> values) {
        desired.add(twin + " at " + position + ": " + values);
    }

    @Override
    public void deliver(TwinCommand command) {
        deliveries.add(
                command.device() + " shall have " + command.id() + ": " + command.name() + " " + command.payload());
    }

    @Override
    public void withdraw(TwinId twin, CommandId command, long position) {
        deliveries.add(twin + " needs no " + command);
    }

    @Override
    public void unreadable(long position, String detail) {
        unreadable.add(position + ": " + detail);
    }

    List<Object> all() {
        List<Object> all = new ArrayList<>();
        all.addAll(rows);
        all.addAll(timeline);
        all.addAll(events);
        all.addAll(rejections);
        all.addAll(desired);
        all.addAll(deliveries);
        all.addAll(unreadable);
        all.addAll(messages);
        return all;
    }
}
