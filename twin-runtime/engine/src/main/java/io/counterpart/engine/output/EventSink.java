package io.counterpart.engine.output;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.Value;
import java.util.SortedMap;

/** Where the fold of one partition puts what happened. After a crash the same come again, in the same order and number per frame. */
public interface EventSink {

    /** Forgets everything: for looking at a fold without its effects. */
    EventSink NOWHERE = new EventSink() {
        @Override
        public void event(TwinEvent event) {}

        @Override
        public void rejection(Rejection rejection) {}

        @Override
        public void desired(TwinId twin, long position, long knownAt, SortedMap<PropertyName, Value> values) {}

        @Override
        public void deliver(TwinCommand command) {}

        @Override
        public void withdraw(TwinId twin, CommandId command, long position) {}

        @Override
        public void unreadable(long position, String detail) {}

        @Override
        public void message(GroupId group, Input input) {}
    };

    void event(TwinEvent event);

    void rejection(Rejection rejection);

    /**
     * Something else is wanted of a twin than before, or in other words, as its devices are to be told.
     *
     * @param position of the input that made it so
     * @param knownAt of that, epoch milliseconds
     * @param values all that is wanted, in the units and on the scales in which its devices speak; empty for nothing any more
     */
    void desired(TwinId twin, long position, long knownAt, SortedMap<PropertyName, Value> values);

    /** A command is to be delivered to a twin's device. */
    void deliver(TwinCommand command);

    /**
     * A command is not to be delivered any more: its device has it, or has no time for it left.
     *
     * @param position of the input that made it so
     */
    void withdraw(TwinId twin, CommandId command, long position);

    /**
     * The rest of a frame cannot be read: whoever wrote it broke the contract. What stood before it was folded.
     *
     * @param position of the entry at which reading ended
     * @param detail what was wrong
     */
    void unreadable(long position, String detail);

    /**
     * Something that another twin is asked or told.
     *
     * @param group of the twin that it is for, which may be one of the same partition
     * @param input what is to stand in its log
     */
    void message(GroupId group, Input input);
}
