package io.counterpart.contracts.input;

import com.fasterxml.jackson.databind.JsonNode;
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
     * the twin that it leads from, for the twin's timeline; it moves no state.
     *
     * @param twin the twin that it leads from
     * @param revision of the tenant's graph by which it is so: who is told twice knows it by this
     * @param name the relationship's name
     * @param target the twin that it leads to
     * @param properties an object, empty where the relationship has none
     */
    record RelationshipSet(TwinId twin, long revision, String name, TwinId target, JsonNode properties)
            implements Input {
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

    private static void requireName(String name) {
        if (!PropertyName.isPart(name)) {
            throw new IllegalArgumentException(
                    "a relationship's name is a letter or '_', then letters, digits and '_', up to 64");
        }
    }
}
