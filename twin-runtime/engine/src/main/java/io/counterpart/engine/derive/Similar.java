package io.counterpart.engine.derive;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What a person may have meant who mistyped a name. */
final class Similar {

    /** Letters that may be wrong. */
    private static final int DISTANCE_MAX = 2;

    private Similar() {}

    /** The nearest of the names, the first of equals; null where none is near. */
    static @Nullable String to(String name, Collection<String> names) {
        String nearest = null;
        int distance = Math.min(DISTANCE_MAX, name.length() / 2) + 1;
        for (String other : names) {
            if (Math.abs(other.length() - name.length()) < distance) {
                int to = distance(name, other);
                if (to < distance) {
                    distance = to;
                    nearest = other;
                }
            }
        }
        return nearest;
    }

    /** Levenshtein's distance, by two rows of his table. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
