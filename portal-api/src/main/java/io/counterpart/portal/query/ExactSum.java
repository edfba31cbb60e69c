package io.counterpart.portal.query;

import java.util.Arrays;

/**
 * A sum of doubles whose rounding does not depend on their order: the sum as if of real numbers, rounded once. After J. R. Shewchuk,
 * "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", Discrete & Computational Geometry 18 (1997):
 * the sum is kept as an expansion of doubles that do not overlap, the least first.
 */
final class ExactSum {

    private double[] parts = new double[8];
    private int size;

    void add(double number) {
        double carried = number;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double great = StrictMath.abs(carried) < StrictMath.abs(parts[i]) ? parts[i] : carried;
            double small = great == carried ? parts[i] : carried;
            double sum = great + small;
            double lost = small - (sum - great);
            if (lost != 0) {
                parts[kept++] = lost;
            }
            carried = sum;
        }
        if (kept == parts.length) {
            parts = Arrays.copyOf(parts, 2 * kept);
        }
        parts[kept++] = carried;
        size = kept;
    }

    /** The sum; infinite or no number where one on the way there is too large for a double. */
    double value() {
        double sum = 0;
        double lost = 0;
        int i = size;
        while (i > 0 && lost == 0) {
            double great = sum;
            double small = parts[--i];
            sum = great + small;
            lost = small - (sum - great);
        }
        // What was lost may be just half of the last digit; then the next part says which way to round.
        if (i > 0 && ((lost < 0 && parts[i - 1] < 0) || (lost > 0 && parts[i - 1] > 0))) {
            double twice = lost * 2;
            double up = sum + twice;
            if (twice == up - sum) {
                return up;
            }
        }
        return sum;
    }
}
