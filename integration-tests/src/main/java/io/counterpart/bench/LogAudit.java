package io.counterpart.bench;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether partitions had one owner at a time, as their topics show it: whoever was fenced wrote nothing more, and what was told once
 * was not told again.
 *
 * @param owners how often a partition was taken; each taking writes its pointers under a name of its own
 * @param pointers to checkpoints
 * @param latePointers of an owner after a later one's
 * @param olderPointers to less than the pointer before
 * @param events on the topic
 * @param rejections on the topic
 * @param toldTwice events and rejections that stand there more than once
 * @param olderEvents that come after a later one of the same twin
 * @param states on the topic
 * @param lateStates of an owner after a later one's; each numbers its states above those of the owner before
 * @param olderStates that come after a newer one of the same twin
 * @param examples of what is wrong, for whoever looks for the cause
 */
public record LogAudit(
        long owners,
        long pointers,
        long latePointers,
        long olderPointers,
        long events,
        long rejections,
        long toldTwice,
        long olderEvents,
        long states,
        long lateStates,
        long olderStates,
        List<String> examples) {

    private static final int EXAMPLES = 10;

    public LogAudit {
        examples = List.copyOf(examples);
    }

    /** Whether no owner wrote what was another's to write. */
    public boolean kept() {
        return latePointers + olderPointers + toldTwice + olderEvents + lateStates + olderStates == 0;
    }

    /** Takes what stands on the topics, each in its order. */
    static final class Tally {
        private final Map<Integer, PartitionOwners> partitions = new HashMap<>();
        private final Set<Told> told = new HashSet<>();
        private final Map<TwinId, Long> eventOf = new HashMap<>();
        private final Map<String, Long> numberOf = new HashMap<>();
        private final Map<TwinId, TwinState> stateOf = new HashMap<>();
        private final List<String> examples = new ArrayList<>();
        private long pointers;
        private long latePointers;
        private long olderPointers;
        private long events;
        private long rejections;
        private long toldTwice;
        private long olderEvents;
        private long states;
        private long lateStates;
        private long olderStates;

        /** Who had a partition until now. */
        private static final class PartitionOwners {
            private final Set<String> names = new HashSet<>();
            private String last = "";
            private long index = Long.MIN_VALUE;
        }

        /** What makes an event or a rejection the same as another. */
        private record Told(TwinId twin, Class<?> kind, long position, String part) {}

        void pointer(int partition, String owner, Checkpoint checkpoint) {
            PartitionOwners owners = partitions.computeIfAbsent(partition, p -> new PartitionOwners());
            pointers++;
            if (owners.names.add(owner)) {
                owners.last = owner;
            } else if (!owner.equals(owners.last)) {
                latePointers++;
                wrong("partition %d: %s wrote a pointer after %s had".formatted(partition, owner, owners.last));
            }
            if (checkpoint.index() < owners.index) {
                olderPointers++;
                wrong("partition %d: a pointer to %d after one to %d"
                        .formatted(partition, checkpoint.index(), owners.index));
            }
            owners.index = checkpoint.index();
        }

        void event(TwinEvent event) {
            events++;
            String part = event instanceof TwinEvent.PropertyAdded added
                    ? added.property().value()
                    : "";
            tell(new Told(event.twin(), event.getClass(), event.position(), part));
            Long before = eventOf.put(event.twin(), event.position());
            if (before != null && before > event.position()) {
                olderEvents++;
                wrong("%s: an event of %d after one of %d".formatted(event.twin(), event.position(), before));
            }
        }

        void rejection(Rejection rejection) {
            rejections++;
            tell(new Told(
                    rejection.twin(), Rejection.class, rejection.position(), Integer.toString(rejection.ordinal())));
        }

        private void tell(Told what) {
            if (!told.add(what)) {
                toldTwice++;
                wrong("told twice: %s".formatted(what));
            }
        }

        /**
         * Takes a state.
         *
         * @param partition the name that every owner of the partition writes states under
         * @param number of the message
         */
        void state(String partition, long number, TwinState state) {
            states++;
            Long numberBefore = numberOf.put(partition, number);
            if (numberBefore != null && numberBefore > number) {
                lateStates++;
                wrong("%s: state %d is of an owner that was fenced".formatted(state.twin(), state.revision()));
            }
            @Nullable TwinState before = stateOf.put(state.twin(), state);
            if (before != null && (before.position() > state.position() || before.revision() > state.revision())) {
                olderStates++;
                wrong("%s: state %d comes after %d".formatted(state.twin(), state.revision(), before.revision()));
            }
        }

        private void wrong(String what) {
            if (examples.size() < EXAMPLES) {
                examples.add(what);
            }
        }

        LogAudit audit() {
            long owners = partitions.values().stream()
                    .mapToLong(partition -> partition.names.size())
                    .sum();
            return new LogAudit(
                    owners,
                    pointers,
                    latePointers,
                    olderPointers,
                    events,
                    rejections,
                    toldTwice,
                    olderEvents,
                    states,
                    lateStates,
                    olderStates,
                    examples);
        }
    }
}
