package io.counterpart.portal.history;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.EventTime;
import io.counterpart.portal.problem.ApiProblem;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A time as a request names it: epoch milliseconds, as answers have them, or ISO 8601, as people write them.
 *
 * @param epochMs 0 to {@value EventTime#LATEST_MS}, the end of the year 9999
 */
@Schema(
        type = SchemaType.STRING,
        description = "Epoch milliseconds, or ISO 8601 with its zone",
        examples = {"1795600617697", "2026-11-25T09:56:57.697Z"})
public record Moment(long epochMs) {

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}");

    public Moment {
        if (epochMs < 0 || epochMs > EventTime.LATEST_MS) {
            throw new IllegalArgumentException("a time must be one of the years 1970 to 9999");
        }
    }

    /**
     * As a request says it.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Moment fromString(String text) {
        if (MILLISECONDS.matcher(text).matches()) {
            return new Moment(Long.parseLong(text));
        }
        try {
            return new Moment(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a time must be epoch milliseconds, or like 2026-11-25T09:56:57.697Z, and not '%s'".formatted(text),
                    e);
        }
    }

    /**
     * As a member of a request's body says it, null where it is left out.
     *
     * @throws ApiProblem {@code bad-request}, which names the member, when it is neither
     */
    public static @Nullable Moment ofMember(String name, @Nullable String text) {
        try {
            return text == null ? null : fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'" + name + "': " + malformed.getMessage() + ".");
        }
    }
}
