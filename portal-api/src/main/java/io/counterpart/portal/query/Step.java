package io.counterpart.portal.query;

import java.util.List;

/**
 * A relationship that a query follows.
 *
 * @param from the variable at which the relationship begins
 * @param to the variable at which it ends
 * @param names what it may be called; empty for anything
 * @param hopsMin how many of them are followed one after the other, at least
 * @param hopsMax at most
 * @param introduces the variable that the text first names here; -1 where it knew both
 */
record Step(int from, int to, List<String> names, int hopsMin, int hopsMax, int introduces) {

    /** Whether it is one relationship, which a row then knows; otherwise only the twins at the ends are known. */
    boolean isSingle() {
        return hopsMin == 1 && hopsMax == 1;
    }
}
