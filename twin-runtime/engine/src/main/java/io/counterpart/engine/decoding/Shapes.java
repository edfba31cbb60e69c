package io.counterpart.engine.decoding;

import org.jspecify.annotations.Nullable;

/**
 * The shapes in which devices of one kind write, the one that came last first. It belongs to one thread.
 *
 * <p>It learns seldom, so that devices that never write the same way twice cost no garbage: at the first message of no known shape, the
 * second, fourth, eighth and so on, and after a row of those that it knew.
 */
public final class Shapes {

    /** Devices of one kind write in few ways: some versions of their software, some with a value more. */
    private static final int KEPT = 4;

    private static final int ROW = 1_000;

    private @Nullable Budget budget;
    private Shape[] kept = {};
    private int known;
    private int unknown;

    /** How many shapes may be remembered by all who share it: devices that all write in ways of their own shall not fill the memory. */
    public static final class Budget {
        private int left;

        public Budget(int shapes) {
            left = shapes;
        }

        private boolean grantsOne() {
            return left > 0 && left-- > 0;
        }
    }

    /** Lets it remember shapes, which it does not before. */
    public void rememberWithin(Budget shared) {
        budget = shared;
    }

    int count() {
        return kept.length;
    }

    Shape get(int i) {
        return kept[i];
    }

    /** Notes that a message had this shape. */
    void cameAgain(int i) {
        known++;
        for (int at = i; at > 0; at--) {
            Shape before = kept[at - 1];
            kept[at - 1] = kept[at];
            kept[at] = before;
        }
    }

    /** Notes that a message had none of these shapes; whether its own is to be remembered. */
    boolean wants() {
        if (budget == null || (kept.length == 0 && budget.left == 0)) {
            return false;
        }
        unknown++;
        return known >= ROW || (unknown & (unknown - 1)) == 0;
    }

    /** Remembers a shape; where there is no room for another, in the place of the one that came longest ago. */
    void remember(Shape shape) {
        known = 0;
        boolean hasRoom = kept.length < KEPT && budget != null && budget.grantsOne();
        Shape[] now = new Shape[kept.length + (hasRoom ? 1 : 0)];
        System.arraycopy(kept, 0, now, 1, now.length - 1);
        now[0] = shape;
        kept = now;
    }
}
