package io.counterpart.portal.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a page.
 *
 * @param row what its variables stand for
 * @param order its values of ORDER BY, as {@link Values#ordered(Object)} has them
 * @param places its place among rows that agree in those
 */
record FoundRow(Row row, List<@Nullable Object> order, List<Place> places) {

    /** Which of two rows comes first. */
    static int compare(FoundRow left, FoundRow right, List<Statement.Term> terms) {
        for (int i = 0; i < terms.size(); i++) {
            int order = Values.order(
                    left.order().get(i), right.order().get(i), terms.get(i).descending());
            if (order != 0) {
                return order;
            }
        }
        return Place.compare(left.places(), right.places());
    }
}
