package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import org.jspecify.annotations.Nullable;

/**
 * How far a command to a twin has come, in the words of the API: there what a device answers is its response, and has a status of its
 * own.
 *
 * @param id the command
 * @param name what its device is to do, with its component's name before a dot
 * @param device who is to do it
 * @param stage how far it is
 * @param requestedAt when it was known, epoch milliseconds
 * @param expiresAt until when it may be answered, epoch milliseconds
 * @param deliveredAt when it was known that the device has it; null as long as that is not
 * @param endedAt when it was known that it ended; null as long as it is open
 * @param answer what the device said; null as long as it said nothing
 * @param reason why it did not succeed, a sentence; null where it may or did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandState(
        CommandId id,
        PropertyName name,
        DeviceId device,
        @JsonProperty("status") Stage stage,
        long requestedAt,
        long expiresAt,
        @Nullable Long deliveredAt,
        @Nullable Long endedAt,
        @JsonProperty("response") @Nullable Answer answer,
        @Nullable String reason) {

    /** How far a command can have come. */
    public enum Stage {
        /** It stands in the log. */
        REQUESTED("requested", false),
        /** Its device has it. */
        DELIVERED("delivered", false),
        /** Its device has done it, and says so as the type declares. */
        SUCCEEDED("succeeded", true),
        /** Its device could not do it, or answered otherwise than the type declares. */
        FAILED("failed", true),
        /** Its time passed without an answer; one that still comes is heeded. */
        EXPIRED("expired", true),
        /** It could not be taken. */
        REFUSED("refused", true),
        /** Nobody waits for it any more: its twin is gone. */
        CANCELLED("cancelled", true);

        private final String word;
        private final boolean isEnd;

        Stage(String word, boolean isEnd) {
            this.word = word;
            this.isEnd = isEnd;
        }

        @JsonValue
        public String word() {
            return word;
        }

        /** Whether nothing follows but a late answer. */
        public boolean isEnd() {
            return isEnd;
        }

        /** Whether nothing follows at all. */
        public boolean isFinal() {
            return isEnd && this != EXPIRED;
        }

        /** The stage of this name; fails where there is none. */
        @JsonCreator
        public static Stage named(String word) {
            for (Stage stage : values()) {
                if (stage.word.equals(word)) {
                    return stage;
                }
            }
            throw new IllegalArgumentException("unknown stage '" + word + "'");
        }
    }

    /**
     * What a device answers.
     *
     * @param status as HTTP has them: 200 to 299 that it is done, others that it is not
     * @param payload what it says beyond that; null for nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(int status, @Nullable JsonNode payload) {

        public static final int STATUS_MIN = 100;
        public static final int STATUS_MAX = 599;

        public Answer {
            if (status < STATUS_MIN || status > STATUS_MAX) {
                throw new IllegalArgumentException("a status is from " + STATUS_MIN + " to " + STATUS_MAX);
            }
        }

        /** Whether it says that the command is done. */
        @JsonIgnore
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }
}
