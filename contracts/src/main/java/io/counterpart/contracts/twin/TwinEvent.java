package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.ContractJson;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Something that happened to a twin, in the order of its partition's log; on the {@code events} topic, keyed by the twin. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TwinEvent.Created.class, name = "created"),
    @JsonSubTypes.Type(value = TwinEvent.Retyped.class, name = "retyped"),
    @JsonSubTypes.Type(value = TwinEvent.Removed.class, name = "removed"),
    @JsonSubTypes.Type(value = TwinEvent.PropertyAdded.class, name = "property-added"),
    @JsonSubTypes.Type(value = TwinEvent.Silent.class, name = "silent"),
    @JsonSubTypes.Type(value = TwinEvent.Heard.class, name = "heard"),
    @JsonSubTypes.Type(value = TwinEvent.Judged.class, name = "judged"),
    @JsonSubTypes.Type(value = TwinEvent.Backfilled.class, name = "backfilled"),
    @JsonSubTypes.Type(value = TwinEvent.Related.class, name = "related"),
    @JsonSubTypes.Type(value = TwinEvent.Unrelated.class, name = "unrelated"),
    @JsonSubTypes.Type(value = TwinEvent.Desired.class, name = "desired"),
    @JsonSubTypes.Type(value = TwinEvent.Commanded.class, name = "commanded"),
})
public sealed interface TwinEvent {

    /** Bytes on {@code events}. */
    ContractJson<TwinEvent> JSON = ContractJson.of(TwinEvent.class);

    TwinId twin();

    /** Of the input that caused it; with the event's kind it is the event's identity. */
    long position();

    /** When the platform learned of its cause, epoch milliseconds. */
    long knownAt();

    /** The twin exists from here on: defined by a person or program, or by the first reading of its device. */
    record Created(
            TwinId twin,
            long position,
            long knownAt,
            TypeId type,
            @Nullable DeviceId device) implements TwinEvent {}

    /** The twin has another type from here on. */
    record Retyped(TwinId twin, long position, long knownAt, TypeId type) implements TwinEvent {}

    record Removed(TwinId twin, long position, long knownAt) implements TwinEvent {}

    /** The first value of a property fixed its schema. */
    record PropertyAdded(TwinId twin, long position, long knownAt, PropertyName property, ValueSchema schema)
            implements TwinEvent {}

    /**
     * Nothing has been heard of the twin for longer than it may be silent.
     *
     * @param since when it was heard last, epoch milliseconds
     */
    record Silent(TwinId twin, long position, long knownAt, long since) implements TwinEvent {}

    /**
     * What is wrong with a signal has changed.
     *
     * @param property the signal
     * @param ts of the value that shows it, epoch milliseconds of event time
     * @param score how far it is believed now, 0 to 100
     * @param findings what holds now; none when all is well again
     */
    record Judged(
            TwinId twin,
            long position,
            long knownAt,
            PropertyName property,
            long ts,
            int score,
            List<PropertyState.Finding> findings)
            implements TwinEvent {
        public Judged {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What the twin's type makes of its past stands in history now.
     *
     * @param properties which were worked out
     * @param values how many values
     */
    record Backfilled(TwinId twin, long position, long knownAt, List<PropertyName> properties, long values)
            implements TwinEvent {
        public Backfilled {
            properties = List.copyOf(properties);
        }
    }

    /** A silent twin was heard again. */
    record Heard(TwinId twin, long position, long knownAt) implements TwinEvent {}

    /**
     * The twin leads to another from here on, or does so with other properties.
     *
     * @param revision of the tenant's graph by which it is so; the same again is the same edit, told twice
     * @param relationship its name
     * @param target the twin that it leads to
     * @param properties an object
     */
    record Related(
            TwinId twin,
            long position,
            long knownAt,
            long revision,
            String relationship,
            TwinId target,
            JsonNode properties)
            implements TwinEvent {}

    /** The twin does not lead to that other any more. */
    record Unrelated(TwinId twin, long position, long knownAt, long revision, String relationship, TwinId target)
            implements TwinEvent {}

    /**
     * What is wanted of the twin has changed.
     *
     * @param type the type that the twin has from here on, where that is why: it has a property in another unit, or lets nobody set it;
     *     null where somebody said so
     * @param desired what is wanted from here on, in the properties' units; what is not named stays as it was
     * @param withdrawn of which nothing is wanted any more
     */
    record Desired(
            TwinId twin,
            long position,
            long knownAt,
            @Nullable TypeId type,
            SortedMap<PropertyName, Value> desired,
            List<PropertyName> withdrawn)
            implements TwinEvent {
        public Desired {
            desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
            withdrawn = List.copyOf(withdrawn);
        }
    }

    /**
     * A command to the twin has come further.
     *
     * @param command how far it is
     * @param payload with what it was requested; null in all that follows, and where there is none
     */
    record Commanded(
            TwinId twin,
            long position,
            long knownAt,
            CommandState command,
            @Nullable JsonNode payload) implements TwinEvent {}
}
