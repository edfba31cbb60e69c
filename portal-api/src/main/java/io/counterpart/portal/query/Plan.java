package io.counterpart.portal.query;

import java.util.List;

/**
 * How a query goes through a graph. Level 0 goes through the twins of one variable; each further level follows one step of the pattern
 * from a twin that is bound. A condition is asked at the first level at which all it speaks of is bound.
 */
final class Plan {

    private final Pattern pattern;
    private final int start;
    private final int[] candidates;
    private final boolean isNarrowed;
    private final List<Hop> hops;
    private final List<List<Condition>> conditions;
    private final boolean isInOrder;

    /**
     * A step as it is followed.
     *
     * @param number the step's in the pattern
     * @param step the step
     * @param forwards whether from its beginning to its end
     * @param binds the variable that it binds; -1 where both ends are bound, and it only asks whether there is such a relationship
     */
    record Hop(int number, Step step, boolean forwards, int binds) {

        /** The variable from which it goes. */
        int known() {
            return forwards ? step.from() : step.to();
        }

        /** The variable to which it goes. */
        int reached() {
            return forwards ? step.to() : step.from();
        }
    }

    /**
     * Keeps what the planner found.
     *
     * @param start the variable of level 0
     * @param candidates the twins that it may be, ascending by id
     * @param isNarrowed whether they are fewer than all, by a condition
     * @param hops the steps, in the order in which they are followed
     * @param conditions what is asked, by level
     * @param isInOrder whether rows are found in the order of their places
     */
    Plan(
            Pattern pattern,
            int start,
            int[] candidates,
            boolean isNarrowed,
            List<Hop> hops,
            List<List<Condition>> conditions,
            boolean isInOrder) {
        this.pattern = pattern;
        this.start = start;
        this.candidates = candidates;
        this.isNarrowed = isNarrowed;
        this.hops = hops;
        this.conditions = conditions;
        this.isInOrder = isInOrder;
    }

    Pattern pattern() {
        return pattern;
    }

    int start() {
        return start;
    }

    int[] candidates() {
        return candidates;
    }

    List<Hop> hops() {
        return hops;
    }

    int levels() {
        return hops.size() + 1;
    }

    List<Condition> conditions(int level) {
        return conditions.get(level);
    }

    boolean isInOrder() {
        return isInOrder;
    }

    /** What a level looks at, for whoever asked. */
    String part(int level) {
        if (level > 0) {
            return "relationships " + pattern.shown(hops.get(level - 1).step());
        }
        String twins = isNarrowed ? "twins by id or model" : "all twins";
        return twins + " as " + pattern.twins().get(start);
    }

    /** What could be done so that a level looks at less. */
    String advice(int level) {
        String first = pattern.twins().get(start);
        if (level == 0) {
            return isNarrowed
                    ? "Name a twin by its id, or a model that fewer twins have."
                    : "Name a twin by its id (" + first + ".$dtId = '…') or a model (IS_OF_MODEL(" + first
                            + ", 'dtmi:…')).";
        }
        Hop hop = hops.get(level - 1);
        String known = pattern.twins().get(hop.known());
        String fewer = hop.step().isSingle() ? "" : "Ask for fewer hops. ";
        String named = hop.step().names().isEmpty() ? "Name the relationship. " : "";
        return fewer + named + "Put a more selective condition on " + known + ": an id, a model or a property.";
    }
}
