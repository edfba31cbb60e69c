package io.counterpart.portal.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A twin as read.
 *
 * @param id the twin
 * @param type its type
 * @param name what people call it; absent in events, which carry what changed by readings
 * @param group its group
 * @param revision how many inputs have changed its state; 0 before the first (the definition's own revision is the ETag)
 * @param device the device that speaks for it
 * @param silent whether nothing was heard of it for longer than it may be silent
 * @param quality how far its signals are believed, 0 to 100; absent where its type says nothing to judge them by
 * @param worst the signal with the lowest quality, which explains it
 * @param worstTwin the twin whose signal that is, where this one is made of others; absent where it is its own
 * @param lastHeard when the platform learned its newest value, epoch milliseconds
 * @param late how many of its values came too late to change its state; absent for none
 * @param counts what its devices' values came to
 * @param properties by name
 * @param relationships the first that lead from it, by name and target; absent in lists and events
 * @param writable the properties of which something may be desired; absent in lists and events
 * @param accepts the commands that its type declares; absent in lists and events
 * @param commands those that are open and the last that ended, in the order in which they were requested; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TwinView(
        TwinId id,
        TypeId type,
        @Nullable String name,
        GroupId group,
        long revision,
        @Nullable DeviceId device,
        boolean silent,
        @Nullable Integer quality,
        @Nullable PropertyName worst,
        @Nullable TwinId worstTwin,
        @Nullable Long lastHeard,
        @Nullable Long late,
        TwinState.Counts counts,
        SortedMap<PropertyName, Property> properties,
        @Nullable List<Link> relationships,
        @Nullable List<PropertyName> writable,
        @Nullable List<Offer> accepts,
        @Nullable List<CommandState> commands) {

    /** How many relationships a twin is read with; all are in a list of their own. */
    public static final int RELATIONSHIPS_SHOWN = 100;

    /** Bytes of an event. */
    static final ContractJson<TwinView> JSON = ContractJson.of(TwinView.class);

    /**
     * A property as read.
     *
     * @param unit a DTDL unit name
     * @param schema what its values are
     * @param measured its newest measured value, absent before the first
     * @param filtered what the type's filter makes of it, absent where it declares none
     * @param findings what is wrong with the signal now, absent where nobody judges it
     * @param related of how many other twins' values it is made, absent where it is made of none
     * @param desired what somebody wants it to be, absent where nobody does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Property(
            @Nullable String unit,
            ValueSchema schema,
            @Nullable Measured measured,
            @Nullable Filtered filtered,
            @Nullable List<PropertyState.Finding> findings,
            PropertyState.@Nullable Related related,
            @Nullable Desired desired) {

        /** One of which nothing is known but what somebody wants. */
        public static Property unheard(ValueSchema schema, @Nullable String unit, Value desired) {
            return new Property(unit, schema, null, null, null, null, new Desired(desired, null));
        }

        private static Property of(PropertyState state) {
            PropertyState.Judged judged = state.judged();
            PropertyState.Filtered filtered = state.filtered();
            PropertyState.Desired desired = state.desired();
            return new Property(
                    state.unit(),
                    state.schema(),
                    state.value() == null
                            ? null
                            : new Measured(state.value(), state.ts(), judged == null ? null : judged.score()),
                    filtered == null || filtered.value() == null ? null : new Filtered(filtered.value(), filtered.ts()),
                    judged == null ? null : judged.findings(),
                    state.related(),
                    desired == null ? null : new Desired(desired.value(), desired.since()));
        }

        private Property desired(@Nullable Desired now) {
            return new Property(unit, schema, measured, filtered, findings, related, now);
        }
    }

    /**
     * A command that can be given.
     *
     * @param name what the device does, with its component's name before a dot
     * @param displayName what people call it, absent where the type does not say
     * @param request the schema of its payload, complete in itself as DTDL writes it; absent where it takes none
     * @param response the schema of what a successful answer carries; absent where none is declared
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Offer(
            PropertyName name,
            @Nullable String displayName,
            @Nullable JsonNode request,
            @Nullable JsonNode response) {}

    /**
     * A measured value.
     *
     * @param value the value
     * @param ts when it was so, epoch milliseconds
     * @param quality how far it is believed, 0 to 100; absent where nobody judges it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measured(Value value, long ts, @Nullable Integer quality) {}

    /**
     * A filtered value.
     *
     * @param value the value
     * @param ts when it came to be so, epoch milliseconds
     */
    public record Filtered(double value, long ts) {}

    /**
     * What somebody wants a property to be.
     *
     * @param value in the property's unit
     * @param since when that became known, epoch milliseconds; absent until the log has it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Desired(Value value, @Nullable Long since) {}

    /**
     * A relationship that leads from the twin.
     *
     * @param name its name
     * @param target the twin that it leads to
     * @param properties an object
     */
    public record Link(String name, TwinId target, JsonNode properties) {}

    /** A twin of which the log has told. */
    public static TwinView of(TwinState state) {
        SortedMap<PropertyName, Property> properties = new TreeMap<>();
        long lastHeard = Long.MIN_VALUE;
        for (var property : state.properties().entrySet()) {
            properties.put(property.getKey(), Property.of(property.getValue()));
            if (property.getValue().value() != null) {
                lastHeard = Math.max(lastHeard, property.getValue().knownAt());
            }
        }
        return new TwinView(
                state.twin(),
                state.type(),
                null,
                state.group(),
                state.revision(),
                state.device(),
                state.silent(),
                state.quality() == null ? null : state.quality().score(),
                state.quality() == null ? null : state.quality().worst(),
                state.quality() == null ? null : state.quality().worstTwin(),
                lastHeard == Long.MIN_VALUE ? null : lastHeard,
                state.late(),
                state.counts(),
                properties,
                null,
                null,
                null,
                state.commands());
    }

    /** A twin that was defined, and of which the log has not told yet. */
    public static TwinView unheard(TwinId id, TypeId type, String name, GroupId group, @Nullable DeviceId device) {
        return new TwinView(
                id,
                type,
                name,
                group,
                0,
                device,
                false,
                null,
                null,
                null,
                null,
                null,
                TwinState.Counts.ZERO,
                Collections.emptySortedMap(),
                null,
                null,
                null,
                null);
    }

    /** The same with what its definition says; state follows definition with the log's delay. */
    public TwinView defined(TypeId definedType, String definedName, @Nullable DeviceId boundDevice) {
        return new TwinView(
                id,
                definedType,
                definedName,
                group,
                revision,
                boundDevice == null ? device : boundDevice,
                silent,
                quality,
                worst,
                worstTwin,
                lastHeard,
                late,
                counts,
                properties,
                relationships,
                writable,
                accepts,
                commands);
    }

    /** The same with the relationships that lead from it, the properties of which something may be desired, and the commands that there are. */
    public TwinView detailed(List<Link> links, List<PropertyName> writableNow, List<Offer> offers) {
        return with(properties, links, writableNow, offers);
    }

    /**
     * The same with what somebody has just wanted, before the log tells it.
     *
     * @param desired by property
     * @param withdrawn of which nothing is wanted any more
     */
    public TwinView desiring(Map<PropertyName, Property> desired, List<PropertyName> withdrawn) {
        SortedMap<PropertyName, Property> all = new TreeMap<>(properties);
        desired.forEach(
                (name, wanted) -> all.merge(name, wanted, (known, unheard) -> known.desired(unheard.desired())));
        withdrawn.forEach(name -> all.computeIfPresent(name, (same, known) -> known.desired(null)));
        return with(all, relationships, writable, accepts);
    }

    private TwinView with(
            SortedMap<PropertyName, Property> shown,
            @Nullable List<Link> links,
            @Nullable List<PropertyName> writableNow,
            @Nullable List<Offer> offers) {
        return new TwinView(
                id,
                type,
                name,
                group,
                revision,
                device,
                silent,
                quality,
                worst,
                worstTwin,
                lastHeard,
                late,
                counts,
                shown,
                links,
                writableNow,
                offers,
                commands);
    }
}
