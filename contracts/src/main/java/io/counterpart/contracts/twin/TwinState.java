package io.counterpart.contracts.twin;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.ContractJson;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of a twin, as it stands on the compacted {@code state} topic, keyed by the twin. It is conflated: not
 * every change is published, but the last one always is.
 *
 * @param twin the twin
 * @param group its group
 * @param type its type
 * @param device the device that spoke last, null before any did
 * @param revision how many inputs have changed it; grows with every change
 * @param position of the last input that changed it, see {@code Position}
 * @param knownAt of that input, epoch milliseconds
 * @param silent whether its device has been silent for longer than it may be
 * @param quality how far its signals are believed; null where none is judged
 * @param late how many of its stored values came too late to change its state; null for none
 * @param counts what its devices' values came to
 * @param properties its properties by name
 * @param commands those that are open and the last that ended, in the order in which they were requested; null for none
 */
public record TwinState(
        TwinId twin,
        GroupId group,
        TypeId type,
        @Nullable DeviceId device,
        long revision,
        long position,
        long knownAt,
        boolean silent,
        @Nullable Quality quality,
        @Nullable Long late,
        Counts counts,
        SortedMap<PropertyName, PropertyState> properties,
        @Nullable List<CommandState> commands) {

    /** A twin to which nobody gave a command. */
    public TwinState(
            TwinId twin,
            GroupId group,
            TypeId type,
            @Nullable DeviceId device,
            long revision,
            long position,
            long knownAt,
            boolean silent,
            @Nullable Quality quality,
            @Nullable Long late,
            Counts counts,
            SortedMap<PropertyName, PropertyState> properties) {
        this(twin, group, type, device, revision, position, knownAt, silent, quality, late, counts, properties, null);
    }

    /** Bytes on {@code state}. */
    public static final ContractJson<TwinState> JSON = ContractJson.of(TwinState.class);

    /**
     * How far a twin's signals are believed, with those of the twins that it is made of.
     *
     * @param score 0 to 100, the mean of those that are judged
     * @param worst the signal with the lowest, which explains it; null where nothing was found anywhere
     * @param worstTwin the part whose signal that is; null for the twin itself
     */
    public record Quality(
            int score,
            @Nullable PropertyName worst,
            @Nullable TwinId worstTwin) {

        /** Of a twin whose own signal is the worst. */
        public Quality(int score, @Nullable PropertyName worst) {
            this(score, worst, null);
        }
    }

    /**
     * Every value received is one of three things: {@code received = stored + duplicate + rejected}.
     *
     * @param received values that came, a payload that cannot be taken apart counting as one
     * @param stored values that are in history
     * @param duplicate values that were there already: same twin, property, event time and value
     * @param rejected values that stand on {@code rejected} with their reason
     */
    public record Counts(long received, long stored, long duplicate, long rejected) {
        public static final Counts ZERO = new Counts(0, 0, 0, 0);
    }
}
