package io.counterpart.portal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.history.Moment;
import io.counterpart.portal.problem.ApiProblem;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a twin's device to do, as he says it.
 *
 * @param name what
 * @param payload with what; null for nothing
 * @param device who is to do it; null for the device that is bound to the twin
 * @param expiry until when
 */
record CommandRequest(
        PropertyName name,
        @Nullable JsonNode payload,
        @Nullable DeviceId device,
        Expiry expiry) {

    private static final Set<String> MEMBERS = Set.of("name", "payload", "device", "within", "expiresAt");
    private static final Duration WITHIN_MIN = Duration.ofSeconds(1);
    private static final Duration WITHIN_MAX = Duration.ofMillis(Input.COMMAND_MS_MAX);
    private static final Duration WITHIN_DEFAULT = Duration.ofMinutes(1);
    private static final ContractJson<JsonNode> JSON = ContractJson.of(JsonNode.class);

    /** Until when a command may be answered. */
    sealed interface Expiry {

        /** So long from now on. */
        record Within(Duration time) implements Expiry {}

        /** Up to a time, epoch milliseconds. */
        record At(long epochMs) implements Expiry {}

        /** The time, epoch milliseconds; fails with a problem where a command cannot be open for so long. */
        default long at(long nowMs) {
            return switch (this) {
                case Within(Duration time) -> nowMs + time.toMillis();
                case At(long epochMs) -> {
                    long inMs = epochMs - nowMs;
                    if (inMs < WITHIN_MIN.toMillis() || inMs > WITHIN_MAX.toMillis()) {
                        throw refused(
                                "'expiresAt' must be 1 second to 24 hours ahead; say 'within' where clocks differ.");
                    }
                    yield epochMs;
                }
            };
        }
    }

    /** Reads one; fails with a problem where it is none. */
    static CommandRequest of(@Nullable JsonNode body) {
        if (body == null || !body.isObject() || !body.path("name").isTextual()) {
            throw refused("The body is an object with 'name', and mostly 'payload'.");
        }
        body.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw refused("A command has no '" + member
                        + "'; it has 'name', 'payload', 'device', and one of 'within' and " + "'expiresAt'.");
            }
        });
        JsonNode payload = body.get("payload");
        if (payload != null && JSON.write(payload).length > Input.COMMAND_BYTES_MAX) {
            throw new ApiProblem(
                    ProblemType.PAYLOAD_TOO_LARGE, "'payload' may have " + Input.COMMAND_BYTES_MAX + " bytes.");
        }
        return new CommandRequest(
                name(body.path("name").textValue()),
                payload == null || payload.isNull() ? null : payload,
                device(body.get("device")),
                expiry(body.get("within"), body.get("expiresAt")));
    }

    private static PropertyName name(String text) {
        try {
            return new PropertyName(text);
        } catch (IllegalArgumentException malformed) {
            throw refused(
                    "'name': no command is called so: a command's name is like a property's, and its component's goes before "
                            + "a dot.");
        }
    }

    private static @Nullable DeviceId device(@Nullable JsonNode device) {
        try {
            return device == null || device.isNull() ? null : new DeviceId(device.asText());
        } catch (IllegalArgumentException malformed) {
            throw refused("'device': " + malformed.getMessage() + ".");
        }
    }

    private static Expiry expiry(@Nullable JsonNode within, @Nullable JsonNode at) {
        if (within != null && at != null) {
            throw refused("Say 'within' or 'expiresAt', not both.");
        }
        if (at != null) {
            Moment moment = Moment.ofMember("expiresAt", at.asText());
            return new Expiry.At(moment == null ? 0 : moment.epochMs());
        }
        return new Expiry.Within(within == null ? WITHIN_DEFAULT : duration(within.asText()));
    }

    private static Duration duration(String text) {
        Duration time;
        try {
            time = Duration.parse(text);
        } catch (DateTimeException malformed) {
            throw refused("'within' is a duration as ISO 8601 has it, like PT30S or PT2H, and not '" + text + "'.");
        }
        if (time.compareTo(WITHIN_MIN) < 0 || time.compareTo(WITHIN_MAX) > 0) {
            throw refused("'within' must be 1 second to 24 hours.");
        }
        return time;
    }

    private static ApiProblem refused(String why) {
        return new ApiProblem(ProblemType.BAD_REQUEST, why);
    }
}
