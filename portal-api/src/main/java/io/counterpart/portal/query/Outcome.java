package io.counterpart.portal.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a query. */
public sealed interface Outcome {

    /**
     * An answer, or a page of one.
     *
     * @param rows by column, in the columns' order: a {@link TwinRef}, a {@link RelationshipRef}, a Boolean, a Double, an Integer (a
     *     twin's quality), a Long (a count), a String, a List or a Map (a property of a relationship); null where there is no value
     * @param next what to ask for by {@code after}; null at the end
     * @param cost units spent for this page
     */
    record Answer(
            List<Map<String, @Nullable Object>> rows,
            @Nullable String next,
            long cost) implements Outcome {}

    /**
     * The budget was spent before the answer was there.
     *
     * @param cost units spent until then
     * @param budget units that could be spent
     * @param part what most of it was spent on: {@code all twins as t}
     * @param advice how to ask for less, in sentences
     */
    record TooExpensive(long cost, long budget, String part, String advice) implements Outcome {}

    /**
     * GROUP BY makes more groups than are kept.
     *
     * @param groupsMax how many would be
     * @param cost units spent until then
     */
    record TooManyGroups(int groupsMax, long cost) implements Outcome {}

    /** What was given as {@code after} comes from no page of this query. */
    record UnknownContinuation() implements Outcome {}
}
