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
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/** Passes on what happened, and keeps each event in the history of its twin, at the time when it was known. */
final class Timeline implements EventSink {

    private final TenantId tenant;
    private final HistorySink history;
    private final EventSink events;
    private final HistoryRow row = new HistoryRow();

    /** Of the entry of the log that is folded: where it is, and how many events it had. */
    private long position = -1;

    private int ordinal;

    Timeline(TenantId tenant, HistorySink history, EventSink events) {
        this.tenant = tenant;
        this.history = history;
        this.events = events;
    }

    @Override
    public void event(TwinEvent event) {
        events.event(event);
        if (event.position() != position) {
            position = event.position();
            ordinal = 0;
        }
        row.begin(event.twin(), event.knownAt(), event.knownAt(), position, ordinal++);
        row.addText(placeOf(event), new String(TwinEvent.JSON.write(event), StandardCharsets.UTF_8));
        history.row(tenant, row);
    }

    private static int placeOf(TwinEvent event) {
        return switch (event) {
            case TwinEvent.Created _,
                    TwinEvent.Retyped _,
                    TwinEvent.Removed _,
                    TwinEvent.PropertyAdded _,
                    TwinEvent.Related _,
                    TwinEvent.Unrelated _ -> HistoryRow.DEFINITIONS;
            case TwinEvent.Silent _,
                    TwinEvent.Heard _,
                    TwinEvent.Judged _,
                    TwinEvent.Backfilled _,
                    TwinEvent.Desired _ -> HistoryRow.CONDITIONS;
            case TwinEvent.Commanded _ -> HistoryRow.COMMANDS;
        };
    }

    @Override
    public void rejection(Rejection rejection) {
        events.rejection(rejection);
    }

    @Override
    public void desired(TwinId twin, long at, long knownAt, SortedMap<PropertyName, Value> values) {
        events.desired(twin, at, knownAt, values);
    }

    @Override
    public void deliver(TwinCommand command) {
        events.deliver(command);
    }

    @Override
    public void withdraw(TwinId twin, CommandId command, long at) {
        events.withdraw(twin, command, at);
    }

    @Override
    public void unreadable(long at, String detail) {
        events.unreadable(at, detail);
    }

    @Override
    public void message(GroupId group, Input input) {
        events.message(group, input);
    }
}
