package io.counterpart.portal.log;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The log. A port: Pulsar stands behind it, and in tests a list. */
public interface TopicLog {

    /** Where to begin. */
    enum From {
        /** At the first message that is kept; of a compacted topic the newest of each key. */
        FIRST,
        /** At what comes after now. */
        NOW
    }

    /** A message. */
    final class Entry {

        private final @Nullable String key;
        private final byte @Nullable [] payload;

        /**
         * @param payload never changed after it was given
         */
        public Entry(@Nullable String key, byte @Nullable [] payload) {
            this.key = key;
            this.payload = payload;
        }

        /** Its key, null where it has none. */
        public @Nullable String key() {
            return key;
        }

        /** Its bytes, null where it says that what its key names is gone. */
        public byte @Nullable [] payload() {
            return payload;
        }
    }

    /** Something that runs until it is closed. */
    interface Following extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Hands every message on, in order, by one thread, until it is closed; goes on by itself after the broker was away. A
     * listener that throws loses its message, which is logged and counted.
     *
     * @param caughtUp runs once, when what was there at the beginning has been handed on
     */
    Following follow(String topic, From from, Consumer<Entry> listener, Runnable caughtUp);

    /**
     * Hands every message to the work, one at a time and to one pod at a time, from the first that is kept, until it is closed. What
     * fails is tried again, with growing pauses, for ever; a message whose work has not ended when this process does comes again,
     * here or elsewhere.
     *
     * @param subscription the name under which the log remembers what is done
     */
    Following carryOut(String topic, String subscription, Function<Entry, CompletionStage<Void>> work);

    /**
     * Publishes a message; done when the broker has it durably. Messages of one topic keep their order.
     *
     * @param payload null to say that what the key names is gone
     */
    CompletionStage<Void> publish(String topic, @Nullable String key, byte @Nullable [] payload);
}
