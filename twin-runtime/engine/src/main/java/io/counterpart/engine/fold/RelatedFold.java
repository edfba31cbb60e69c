package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Input.ToldSignals;
import io.counterpart.contracts.input.Input.ToldValue;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.related.Audience;
import io.counterpart.engine.related.Gathered;
import io.counterpart.engine.related.Links;
import io.counterpart.engine.signal.TwinSignals;
import io.counterpart.engine.state.Property;
import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import io.counterpart.engine.unit.Conversions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What twins of this partition make of others' values, and what they tell others of their own; see ADR 13. A twin asks those that its
 * relationships lead to, and they tell it what is new, all of it by messages in the log of the one that is meant, in the same partition or
 * another.
 */
final class RelatedFold {

    /** How many twins may be asked before they are there: the log of a twin that is related may be behind that of the one that asks. */
    private static final int EARLY_MAX = 100_000;

    private final Twins twins;
    private final SignalFold signals;
    private final Conversions conversions;
    private final EventSink events;
    private final Timers tellings;
    private final HistoryRow row = new HistoryRow();

    /** Of twins that are not there yet. */
    private final SortedMap<TwinId, Audience> early = new TreeMap<>();

    RelatedFold(Twins twins, SignalFold signals, Conversions conversions, EventSink events) {
        this.twins = twins;
        this.signals = signals;
        this.conversions = conversions;
        this.events = events;
        tellings = new Timers(twins, RelatedFold::tellingAt);
    }

    private static long tellingAt(Twin twin) {
        Audience audience = twin.audience();
        return audience == null ? Timers.NEVER : audience.dueAt();
    }

    // ---- who is related to whom ----

    /** A relationship leads from the twin to another from here on; whether that changes how the twin stands. */
    boolean related(Twin twin, Input.RelationshipSet set, long position, long knownAt) {
        Links links = twin.links() == null ? new Links() : twin.links();
        GroupId group = set.targetGroup();
        links.add(set.name(), set.target(), group == null ? GroupId.of(set.target()) : group);
        twin.setLinks(links);
        return settle(twin, links, position, knownAt);
    }

    /** A relationship does not any more; whether that changes how the twin stands. */
    boolean unrelated(Twin twin, Input.RelationshipRemoved removed, long position, long knownAt) {
        Links links = twin.links();
        if (links == null) {
            return false;
        }
        links.remove(removed.name(), removed.target());
        return settle(twin, links, position, knownAt);
    }

    /** The twin has another type, so something else is made of its relationships. */
    void retyped(Twin twin, long position, long knownAt) {
        Links links = twin.links();
        if (links != null) {
            links.forgetGathered();
            settle(twin, links, position, knownAt);
        }
    }

    /** The twin is there: those that have asked for it already are told. */
    void created(Twin twin) {
        Audience audience = early.remove(twin.id());
        if (audience != null) {
            twin.setAudience(audience);
        }
    }

    /** The twin is gone, and asks for nothing any more. */
    void removed(Twin twin, long position, long knownAt) {
        Links links = twin.links();
        if (links != null) {
            links.clear();
            settle(twin, links, position, knownAt);
        }
    }

    private boolean settle(Twin twin, Links links, long position, long knownAt) {
        TwinSignals ofTwin = twin.signals();
        List<Signal.Related> wanted = ofTwin == null || twin.isRemoved() ? List.of() : ofTwin.allRelated();
        List<String> parts = twin.isRemoved() ? List.of() : twin.layout().parts();
        for (Links.Asking asking : links.ask(wanted, parts)) {
            events.message(
                    asking.group(),
                    new Input.ValuesAsked(
                            asking.twin(), twin.id(), twin.group(), asking.properties(), asking.quality(), position));
        }
        boolean changes = gather(twin, links, related -> true, knownAt, position, knownAt);
        if (links.isEmpty()) {
            twin.setLinks(null);
        }
        return changes || !parts.isEmpty();
    }

    // ---- who is told ----

    /** Another twin asks. */
    void asked(Input.ValuesAsked asked, long position) {
        int number = twins.find(asked.twin());
        Twin twin = number < 0 ? null : twins.twin(number);
        Audience known = twin == null ? early.get(asked.twin()) : twin.audience();
        Audience audience = known == null ? new Audience() : known;
        switch (audience.take(asked)) {
            case KNOWN -> {}
            case TAKEN_BACK -> keep(asked.twin(), twin, audience.isEmpty() ? null : audience);
            case REFUSED ->
                events.unreadable(
                        position, "more than " + Audience.READERS_MAX + " twins ask for values of " + asked.twin());
            case NEW -> {
                if (twin == null && known == null && early.size() == EARLY_MAX) {
                    events.unreadable(position, "too many twins that are not there are asked for their values");
                    return;
                }
                keep(asked.twin(), twin, audience);
                if (twin != null) {
                    audience.tell(
                            asked.twin(),
                            asked.reader(),
                            valuesOf(twin, audience),
                            signalsOf(twin, audience),
                            position,
                            events::message);
                }
            }
        }
    }

    private void keep(TwinId id, @Nullable Twin twin, @Nullable Audience audience) {
        if (twin != null) {
            twin.setAudience(audience);
        } else if (audience != null) {
            early.put(id, audience);
        } else {
            early.remove(id);
        }
    }

    /** The twin has changed, in a way or not that others want to know. */
    void changed(Twin twin, int number, long position, long knownAt) {
        Audience audience = twin.audience();
        if (audience == null || audience.isWaiting(knownAt)) {
            return;
        }
        tell(twin, number, audience, position, knownAt);
    }

    private void tell(Twin twin, int number, Audience audience, long position, long knownAt) {
        audience.tell(
                twin.id(), valuesOf(twin, audience), signalsOf(twin, audience), position, knownAt, events::message);
        tellings.watch(number);
    }

    private static List<ToldValue> valuesOf(Twin twin, Audience audience) {
        List<ToldValue> values = new ArrayList<>();
        for (PropertyName property : audience.properties()) {
            ToldValue told = twin.told(property);
            if (told != null) {
                values.add(told);
            }
        }
        return List.copyOf(values);
    }

    private static @Nullable ToldSignals signalsOf(Twin twin, Audience audience) {
        return audience.wantsQuality() ? twin.toldSignals() : null;
    }

    /** When somebody is to be told next, unless something happens before. */
    long nextDueMs() {
        return tellings.nextDueMs();
    }

    /** Tells what waits and is due by now. */
    void due(long dueAtMs, long position, long knownAt) {
        for (int number = tellings.pollDue(dueAtMs); number >= 0; number = tellings.pollDue(dueAtMs)) {
            Twin twin = twins.twin(number);
            Audience audience = twin.audience();
            if (audience != null) {
                // As of when it was due: the clock by which that has come may be ahead of the log's.
                tell(twin, number, audience, position, Math.max(knownAt, audience.dueAt()));
            }
        }
    }

    // ---- what is made of what was told ----

    /** Another twin tells; whether that changes how this one stands. */
    boolean told(Twin twin, Input.ValuesTold told, long position, long knownAt) {
        Links links = twin.links();
        if (links == null || !links.told(told)) {
            return false;
        }
        boolean changes =
                gather(twin, links, related -> links.leads(related.by(), told.source()), Twin.NEVER, position, knownAt);
        return changes || !twin.layout().parts().isEmpty();
    }

    /**
     * Works out what is made of others, and has the twin's signals take what is new of it.
     *
     * @param which of it can be new
     * @param since the earliest event time that it may have
     */
    private boolean gather(
            Twin twin, Links links, Predicate<Signal.Related> which, long since, long position, long knownAt) {
        TwinSignals ofTwin = twin.signals();
        if (ofTwin == null || twin.isRemoved()) {
            return false;
        }
        boolean changes = false;
        long ts = since;
        List<Integer> fresh = new ArrayList<>();
        for (int place : ofTwin.related()) {
            Property property = twin.layout().property(place);
            Signal.Related declared = ofTwin.relatedOf(place);
            if (!which.test(declared)) {
                continue;
            }
            Gathered now = links.gather(declared, property.unit(), conversions);
            Gathered before = links.gathered(property.name());
            if (now.equals(before)) {
                continue;
            }
            changes = true;
            links.note(property.name(), now);
            if (now.isNews(before)) {
                fresh.add(place);
                // That something is not there any more has no time but that when it was known.
                ts = Math.max(ts, now.isLess(before) ? knownAt : now.ts());
            }
        }
        if (!fresh.isEmpty()) {
            take(twin, ofTwin, links, fresh, ts == Twin.NEVER ? knownAt : ts, position, knownAt);
        }
        return changes;
    }

    /**
     * Without an order window a twin's signals go forward together: what others made of their newest values is then put down at the newest
     * time that the twin itself knows of, and not before it.
     */
    private void take(
            Twin twin, TwinSignals ofTwin, Links links, List<Integer> fresh, long since, long position, long knownAt) {
        long ts = links.moveTo(ofTwin.hasOrderWindow() ? since : Math.max(since, twin.newestTs()));
        row.begin(twin.id(), ts, knownAt, position, 0);
        signals.begin(ts, knownAt);
        for (int place : fresh) {
            Property property = twin.layout().property(place);
            Gathered now = Objects.requireNonNull(links.gathered(property.name()));
            signals.add(place, now.value(), now.quality());
            if (now.isValue()) {
                row.addNumber(property.slot(), now.value());
                twin.setNumber(place, now.value(), ts, knownAt);
            } else {
                twin.forget(place);
            }
        }
        signals.store(twin, ofTwin, row);
        signals.say(twin, ofTwin, position, knownAt);
    }

    // ---- checkpoints ----

    void write(BinaryOutput out) {
        writeThose(
                out,
                twin -> twin.links() != null,
                twin -> Objects.requireNonNull(twin.links()).write(out));
        writeThose(
                out,
                twin -> twin.audience() != null,
                twin -> Objects.requireNonNull(twin.audience()).write(out));
        out.putInt(early.size());
        early.forEach((id, audience) -> {
            out.putText(id.value());
            audience.write(out);
        });
    }

    private void writeThose(BinaryOutput out, Predicate<Twin> which, Consumer<Twin> write) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < twins.count(); number++) {
            if (which.test(twins.twin(number))) {
                numbers.add(number);
            }
        }
        out.putInt(numbers.size());
        for (int number : numbers) {
            out.putInt(number);
            write.accept(twins.twin(number));
        }
    }

    void read(BinaryInput in) {
        int linked = in.getCount(Integer.BYTES);
        for (int i = 0; i < linked; i++) {
            twins.existing(in.getInt()).setLinks(Links.read(in));
        }
        int heard = in.getCount(Integer.BYTES);
        for (int i = 0; i < heard; i++) {
            int number = in.getInt();
            twins.existing(number).setAudience(Audience.read(in));
            tellings.watch(number);
        }
        int missing = in.getCount(Integer.BYTES);
        for (int i = 0; i < missing; i++) {
            early.put(new TwinId(in.getText()), Audience.read(in));
        }
    }
}
