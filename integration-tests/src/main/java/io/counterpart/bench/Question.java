package io.counterpart.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.IntFunction;

/**
 * A query and what is right of its answer.
 *
 * @param what it asks, for people
 * @param text of each run, which are numbered from 0
 * @param expected how much {@code found} must say
 * @param found takes the measure of an answer
 */
record Question(String what, IntFunction<String> text, long expected, Measure found) {

    /** A number of an answer. */
    interface Measure {
        long of(JsonNode answer);
    }

    /** One whose page has so many rows. */
    static Question page(String what, long rows, IntFunction<String> text) {
        return new Question(what, text, rows, answer -> answer.path("items").size());
    }

    /** One whose only row has this count in its first column. */
    static Question count(String what, long count, String text) {
        return new Question(
                what, run -> text, count, answer -> SeededPlant.first(answer).asLong(-1));
    }

    /** One that is refused because it looks at more than it may. */
    static Question refused(String what, String text) {
        return new Question(
                what, run -> text, 1, answer -> answer.path("type").asText().endsWith("query-too-expensive") ? 1 : 0);
    }

    boolean isRight(JsonNode answer) {
        return found.of(answer) == expected;
    }
}
