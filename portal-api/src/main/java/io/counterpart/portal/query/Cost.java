package io.counterpart.portal.query;

/**
 * What a run has cost so far, by level of its plan: a unit for every twin or relationship that was looked at. Once it is spent
 * nothing more can be paid.
 */
final class Cost {

    private final long budget;
    private final long[] byLevel;
    private long sum;

    Cost(long budget, int levels) {
        this.budget = budget;
        this.byLevel = new long[levels];
    }

    /** Pays, and says whether the run may go on. */
    boolean pay(int level, long units) {
        byLevel[level] += units;
        sum += units;
        return sum <= budget;
    }

    boolean isSpent() {
        return sum > budget;
    }

    long sum() {
        return sum;
    }

    long budget() {
        return budget;
    }

    /** The level that cost most. */
    int dearest() {
        int dearest = 0;
        for (int level = 1; level < byLevel.length; level++) {
            if (byLevel[level] > byLevel[dearest]) {
                dearest = level;
            }
        }
        return dearest;
    }
}
