package io.counterpart.portal.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.problem.ProblemType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what stands on it
 * @param next what to ask for by {@code after}; null at the end of the list
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int LIMIT_DEFAULT = 100;
    public static final int LIMIT_MAX = 1_000;

    /** The page's size that a caller asked for. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return LIMIT_DEFAULT;
        }
        if (asked < 1 || asked > LIMIT_MAX) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'limit' must be 1 to " + LIMIT_MAX + ".");
        }
        return asked;
    }

    /** The page of a list of which one item more was asked for than it holds. */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> key) {
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, limit), key.apply(found.get(limit - 1)));
    }
}
