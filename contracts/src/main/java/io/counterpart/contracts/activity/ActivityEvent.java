package io.counterpart.contracts.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.json.ContractJson;

/**
 * A fact of the {@code activity} topic. A partition is awake from a {@link Awake} on until a {@link Parked} names that very one. The
 * two stand under keys of their own, so compaction may keep them in any order.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "activity")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ActivityEvent.Awake.class, name = "awake"),
    @JsonSubTypes.Type(value = ActivityEvent.Parked.class, name = "parked"),
})
public sealed interface ActivityEvent {

    /** Bytes on {@code activity}. */
    ContractJson<ActivityEvent> JSON = ContractJson.of(ActivityEvent.class);

    TenantId tenant();

    /** Which partition of the tenant's inputs. */
    int partition();

    /** The message's key: compaction keeps the newest of each. */
    @JsonIgnore
    String key();

    /** The place that a key is about, the same for both kinds: {@code tenant/partition}. */
    static String place(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    /**
     * Somebody writes into the partition.
     *
     * @param tenant whose
     * @param partition which
     * @param wake names this event, unlike any other
     * @param withinMs the writer's promise: each of its inputs is in the log within so many milliseconds of this event or of its
     *     input before, or is followed by another such event before it is acknowledged to anybody
     */
    record Awake(TenantId tenant, int partition, String wake, long withinMs) implements ActivityEvent {

        @Override
        @JsonIgnore
        public String key() {
            return "awake/" + tenant + "/" + partition;
        }
    }

    /**
     * The owner has folded all there is and looks away.
     *
     * @param tenant whose
     * @param partition which
     * @param wake the last {@link Awake} that the owner had read: one that it had not keeps the partition awake
     */
    record Parked(TenantId tenant, int partition, String wake) implements ActivityEvent {

        @Override
        @JsonIgnore
        public String key() {
            return "parked/" + tenant + "/" + partition;
        }
    }
}
