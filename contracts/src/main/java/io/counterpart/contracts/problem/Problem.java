package io.counterpart.contracts.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.json.ContractJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as the outside sees it: {@code application/problem+json}, RFC 9457. No class names, no stack traces.
 *
 * @param type a stable URI
 * @param title the same for every problem of the type
 * @param status the HTTP status
 * @param detail what was wrong this time, and what to do
 * @param instance the trace id, where one exists, by which support finds the rest
 * @param more members of this problem alone, such as {@code quota} or {@code errors}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        @JsonAnyGetter Map<String, Object> more) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** Its bytes. */
    public static final ContractJson<Problem> JSON = ContractJson.of(Problem.class);

    public static Problem of(ProblemType type, String detail) {
        return of(type, detail, Map.of());
    }

    public static Problem of(ProblemType type, String detail, Map<String, Object> more) {
        return new Problem(type.uri(), type.title(), type.status(), detail, null, more);
    }
}
