package io.counterpart.contracts.input;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Value;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the fold reads, in the order of the log; nothing else moves a twin's state. A reading is most of the traffic and has
 * its own bytes ({@link FrameWriter}, {@link FrameReader}); all others are small JSON documents.
 */
public sealed interface Input {

    /** The longest time for which a twin is watched without its being said again, milliseconds. */
    long WATCHED_MS_MAX = 60_000;

    /** The twin it is about. */
    TwinId twin();

    /**
     * The twin stands in this group and has this type from here on: the first time it is created by it, later it is migrated.
     *
     * @param twin the twin
     * @param group its group, whose partition this message stands in
     * @param type its type, whose definition is immutable and looked up
     * @param device the device that speaks for it, where one is bound
     */
    record TwinDefined(
            TwinId twin,
            GroupId group,
            TypeId type,
            @Nullable DeviceId device) implements Input {}

    /** The twin is gone; a reading that still comes for it is rejected. */
    record TwinRemoved(TwinId twin) implements Input {}

    /**
     * Somebody looks at the twin, for this long from here on: what changes in it is published before what nobody waits for. It moves no
     * state, so whoever writes it need not wake an owner that looked away.
     *
     * @param twin the twin
     * @param forMs how long, milliseconds; who goes on looking says so again
     */
    record TwinWatched(TwinId twin, long forMs) implements Input {
        public TwinWatched {
            if (forMs < 0 || forMs > WATCHED_MS_MAX) {
                throw new IllegalArgumentException("a twin is watched for 0 to " + WATCHED_MS_MAX + " ms");
            }
        }
    }

    /** The most properties that one relationship may have. */
    int RELATIONSHIP_PROPERTIES_MAX = 100;

    /** The most bytes that one relationship's properties may have as JSON. */
    int RELATIONSHIP_BYTES_MAX = 10_240;

    /**
     * The twin leads to another by this relationship, or does so with other properties than before, from here on. It stands in the log of
     * the twin that it leads from, for the twin's timeline, and for what its type makes of related twins' values.
     *
     * @param twin the twin that it leads from
     * @param revision of the tenant's graph by which it is so: who is told twice knows it by this
     * @param name the relationship's name
     * @param target the twin that it leads to
     * @param targetGroup that twin's group; null for its own
     * @param properties an object, empty where the relationship has none
     */
    record RelationshipSet(
            TwinId twin,
            long revision,
            String name,
            TwinId target,
            @Nullable GroupId targetGroup,
            JsonNode properties) implements Input {

        /** To a twin that stands in a group of its own. */
        public RelationshipSet(TwinId twin, long revision, String name, TwinId target, JsonNode properties) {
            this(twin, revision, name, target, null, properties);
        }

        public RelationshipSet {
            requireName(name);
            if (!properties.isObject() || properties.size() > RELATIONSHIP_PROPERTIES_MAX) {
                throw new IllegalArgumentException("a relationship's properties are an object of up to "
                        + RELATIONSHIP_PROPERTIES_MAX + " members");
            }
        }
    }

    /**
     * The twin does not lead to that other by this relationship any more.
     *
     * @param twin the twin that it led from
     * @param revision of the tenant's graph by which it is so
     * @param name the relationship's name
     * @param target the twin that it led to
     */
    record RelationshipRemoved(TwinId twin, long revision, String name, TwinId target) implements Input {
        public RelationshipRemoved {
            requireName(name);
        }
    }

    /** Of how many properties one twin may ask another. */
    int ASKED_MAX = 1_000;

    /** How often a value can be made of other twins' that are made of other twins': beyond it, it is made of itself. */
    int HOPS_MAX = 16;

    /**
     * Another twin wants to be told of this one's values, of exactly these from here on; of none, no more. It stands in the log of the twin
     * that is asked.
     *
     * @param twin who is asked
     * @param reader who asks
     * @param readerGroup its group, whose partition the answers go to
     * @param properties of which values
     * @param quality whether of how far the twin's signals are believed, too
     * @param position of what made the reader ask: an earlier one that comes later is passed over
     */
    record ValuesAsked(
            TwinId twin,
            TwinId reader,
            GroupId readerGroup,
            List<PropertyName> properties,
            boolean quality,
            long position)
            implements Input {
        public ValuesAsked {
            properties = List.copyOf(properties);
            if (properties.size() > ASKED_MAX) {
                throw new IllegalArgumentException("a twin asks another for up to " + ASKED_MAX + " properties");
            }
        }

        /** Whether it wants nothing any more. */
        @JsonIgnore
        public boolean isNothing() {
            return properties.isEmpty() && !quality;
        }
    }

    /**
     * What a twin that was asked has to tell: all that was asked for, as it stands. It stands in the log of the twin that asked, at most
     * once a second.
     *
     * @param twin who is told
     * @param source who tells
     * @param values one of each property that was asked for and is there
     * @param signals how far the twin's signals are believed; null where nobody asked or none is judged
     * @param position of what the source was changed by: what is not later than the last is passed over
     */
    record ValuesTold(
            TwinId twin,
            TwinId source,
            List<ToldValue> values,
            @Nullable ToldSignals signals,
            long position) implements Input {
        public ValuesTold {
            values = List.copyOf(values);
        }
    }

    /**
     * A value of another twin.
     *
     * @param property its property
     * @param unit the property's unit, null where it has none
     * @param value a number, a boolean as 1 or 0; null where there is none
     * @param ts its event time, epoch milliseconds; 0 where there is no value
     * @param quality how far it is believed, 0 to 100
     * @param hops by how many other twins' values it is made of others', at most one more than {@link #HOPS_MAX}
     */
    record ToldValue(
            PropertyName property,
            @Nullable String unit,
            @Nullable Double value,
            long ts,
            int quality,
            int hops) {
        public ToldValue {
            if (quality < 0 || quality > 100 || hops < 0 || (value != null && !Double.isFinite(value))) {
                throw new IllegalArgumentException(
                        "a quality is from 0 to 100, hops are not negative, a value is finite");
            }
        }
    }

    /**
     * How far the signals of another twin, and of what it is made of, are believed.
     *
     * @param judged how many there are that are judged
     * @param sum of their qualities
     * @param worst the lowest of them
     * @param worstTwin whose signal has it; null where nothing was found anywhere
     * @param worstProperty which signal has it
     * @param hops through how many twins it came
     */
    record ToldSignals(
            long judged,
            long sum,
            int worst,
            @Nullable TwinId worstTwin,
            @Nullable PropertyName worstProperty,
            int hops) {
        public ToldSignals {
            if (judged < 0 || sum < 0 || sum > 100 * judged || worst < 0 || worst > 100 || hops < 0) {
                throw new IllegalArgumentException("qualities are from 0 to 100, and their sum fits their number");
            }
        }
    }

    /**
     * The owner's own: history now has what another type makes of the twin's past.
     *
     * @param twin whose
     * @param position of the input that gave it the type; of an earlier one it is passed over
     * @param values how many values were worked out
     */
    record Backfilled(TwinId twin, long position, long values) implements Input {}

    /** The most properties of a twin that may be desired at once. */
    int DESIRED_MAX = 100;

    /** The most bytes that one desired value may have as JSON. */
    int DESIRED_BYTES_MAX = 1_024;

    /**
     * Somebody wants properties of the twin to be so from here on. Whoever writes it has held it to the twin's type, whose definition
     * stands before it in the log.
     *
     * @param twin the twin
     * @param revision of the twin's definition by which it is so, larger with each: who is told twice knows it by this
     * @param desired what they shall be, in their units
     * @param withdrawn of which nothing is desired any more
     */
    record PropertiesDesired(
            TwinId twin, long revision, SortedMap<PropertyName, Value> desired, List<PropertyName> withdrawn)
            implements Input {
        public PropertiesDesired {
            desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
            withdrawn = List.copyOf(withdrawn);
            if (desired.size() + withdrawn.size() > DESIRED_MAX) {
                throw new IllegalArgumentException("more than " + DESIRED_MAX + " properties are desired at once");
            }
        }
    }

    /** The most bytes that a command's payload, or that of its answer, may have as JSON. */
    int COMMAND_BYTES_MAX = 4_096;

    /** How long the schema of a property, or of what goes with a command, may be as JSON, characters, about. */
    int SCHEMA_CHARS_MAX = 16_384;

    /** How many commands of a twin may be open at once. */
    int COMMANDS_OPEN_MAX = 16;

    /** The longest time that a command may be open, milliseconds. */
    long COMMAND_MS_MAX = 24 * 60 * 60 * 1_000L;

    /**
     * Somebody wants the twin's device to do something. Whoever writes it has held it to the twin's type.
     *
     * @param twin the twin
     * @param number larger with each command to the twin: who is told twice knows it by this
     * @param id the command's
     * @param name what it is to do, with its component's before a dot
     * @param payload with what; null for nothing
     * @param device who is to do it
     * @param expiresAt until when it may be answered, epoch milliseconds: the device does nothing after that
     * @param answer the schema of what a successful answer carries, complete in itself as DTDL writes it; null where none is declared
     */
    record CommandRequested(
            TwinId twin,
            long number,
            CommandId id,
            PropertyName name,
            @Nullable JsonNode payload,
            DeviceId device,
            long expiresAt,
            @Nullable JsonNode answer)
            implements Input {}

    private static void requireName(String name) {
        if (!PropertyName.isPart(name)) {
            throw new IllegalArgumentException(
                    "a relationship's name is a letter or '_', then letters, digits and '_', up to 64");
        }
    }
}
