package io.counterpart.twinruntime.outputs;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.output.EventSink;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Sends what happened in a fold, each once: the same log gives the same messages in the same order, so they are numbered, and what
 * the broker has of an earlier owner is left out. What twins have for one another goes the same way, see {@link #end()}.
 *
 * <p>Number = index of the frame (43 bits, see {@code Position}) and 20 bits of running number in it. That is enough: a frame is one
 * MiB at most, and each event, rejection, wish or command takes four bytes of it or more; a tick's events are one for each twin of a partition,
 * which may have a million.
 */
public final class FoldEvents implements EventSink {

    private static final Logger LOG = Logger.getLogger(FoldEvents.class);
    private static final int RUNNING_BITS = 20;

    private final PartitionId partition;
    private final Outlets outlets;
    private final InFlight inFlight;
    private final long lastEvent;
    private final long lastRejection;
    private final int partitions;

    /** What the frame in hand has for each partition, this one among them. */
    private final SortedMap<Integer, FrameWriter> messages = new TreeMap<>();

    private long next;
    private long end;

    /** @param partitions how many the tenant has */
    public FoldEvents(PartitionId partition, int partitions, Outlets outlets, InFlight inFlight) {
        this.partition = partition;
        this.partitions = partitions;
        this.outlets = outlets;
        this.inFlight = inFlight;
        lastEvent = outlets.lastEvent();
        lastRejection = outlets.lastRejection();
    }

    /** Says which frame is folded next. */
    public void begin(long index) {
        next = index << RUNNING_BITS;
        end = (index + 1) << RUNNING_BITS;
    }

    /** Says that the frame is folded: what it has for other twins goes out, all that is for one partition together. */
    public void end() {
        if (messages.isEmpty()) {
            return;
        }
        messages.forEach(this::send);
        messages.clear();
    }

    private void send(int to, FrameWriter frame) {
        inFlight.watch(outlets.message(to, sequence(), frame.toBytes()));
    }

    @Override
    public void message(GroupId group, Input input) {
        int to = group.partition(partitions);
        FrameWriter frame = messages.computeIfAbsent(to, none -> new FrameWriter());
        if (frame.length() > FrameWriter.BYTES_MAX / 2 || frame.entries() == Position.ENTRIES_MAX) {
            send(to, frame);
            frame.clear();
        }
        frame.add(input);
    }

    private long sequence() {
        if (next == end) {
            throw new IllegalStateException("a frame with more than 2^20 events");
        }
        return next++;
    }

    @Override
    public void event(TwinEvent event) {
        long sequence = sequence();
        if (sequence > lastEvent) {
            inFlight.watch(outlets.event(sequence, event.twin(), TwinEvent.JSON.write(event)));
        }
    }

    @Override
    public void rejection(Rejection rejection) {
        long sequence = sequence();
        if (sequence > lastRejection) {
            inFlight.watch(outlets.rejection(sequence, rejection.device(), Rejection.JSON.write(rejection)));
        }
    }

    @Override
    public void desired(TwinId twin, long position, long knownAt, SortedMap<PropertyName, Value> values) {
        TwinDesired desired = new TwinDesired(partition.tenant(), twin, position, knownAt, values);
        inFlight.watch(outlets.desired(sequence(), twin, values.isEmpty() ? null : TwinDesired.JSON.write(desired)));
    }

    @Override
    public void deliver(TwinCommand command) {
        inFlight.watch(outlets.command(sequence(), command.twin(), command.id(), TwinCommand.JSON.write(command)));
    }

    @Override
    public void withdraw(TwinId twin, CommandId command, long position) {
        inFlight.watch(outlets.command(sequence(), twin, command, null));
    }

    @Override
    public void unreadable(long position, String detail) {
        LOG.errorf(
                "rest of a frame is not readable, passed over partition=%s position=%d cause=%s",
                partition, position, detail);
    }
}
