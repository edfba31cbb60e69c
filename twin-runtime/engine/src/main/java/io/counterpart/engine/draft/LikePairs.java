package io.counterpart.engine.draft;

import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import java.util.Arrays;
import java.util.List;

/** Finds pairs of properties of one interface that say the same, so that one could be the other's reference. */
final class LikePairs {

    private static final double CORRELATION = 0.99;

    /** How many values have to stand beside one another. */
    private static final int ENOUGH = 200;

    /** Of each property so many values at most are compared, evenly spread. */
    private static final int COMPARED_MAX = 1_000;

    /** So many pairs at most are compared. */
    static final int PAIRS_MAX = 5_000;

    private final Remarks remarks;

    LikePairs(Remarks remarks) {
        this.remarks = remarks;
    }

    /** @param properties of one interface: a reference is named within it */
    void find(List<Drafted> properties) {
        List<Drafted> measured = properties.stream()
                .filter(property -> property.measured().size() >= ENOUGH)
                .toList();
        int compared = 0;
        int left = 0;
        for (int i = 0; i < measured.size(); i++) {
            for (int j = i + 1; j < measured.size(); j++) {
                if (!measured.get(i).isLike(measured.get(j))) {
                    continue;
                }
                if (compared == PAIRS_MAX) {
                    left++;
                } else {
                    compared++;
                    compare(measured.get(i), measured.get(j));
                }
            }
        }
        if (left > 0) {
            remarks.add(
                    null,
                    Subject.REFERENCE,
                    "not compared: " + left + " pairs",
                    "The first " + PAIRS_MAX + " pairs of properties of the same quantity were.",
                    Confidence.CERTAIN);
        }
    }

    private void compare(Drafted one, Drafted other) {
        Numbers a = one.measured();
        Numbers b = other.measured();
        long oldest = 2 * Math.max(medianStep(a), medianStep(b));
        int stride = (a.size() + COMPARED_MAX - 1) / COMPARED_MAX;
        double[] left = new double[COMPARED_MAX];
        double[] right = new double[COMPARED_MAX];
        int count = 0;
        for (int i = 0; i < a.size(); i += stride) {
            int at = Arrays.binarySearch(b.times(), a.times()[i]);
            int before = at >= 0 ? at : -at - 2;
            if (before >= 0 && a.times()[i] - b.times()[before] <= oldest) {
                left[count] = a.values()[i];
                right[count++] = b.values()[before];
            }
        }
        if (count >= ENOUGH) {
            compare(one, other, Arrays.copyOf(left, count), Arrays.copyOf(right, count));
        }
    }

    private void compare(Drafted one, Drafted other, double[] left, double[] right) {
        double meanLeft = mean(left);
        double meanRight = mean(right);
        double squaresLeft = 0;
        double squaresRight = 0;
        double products = 0;
        double farthest = 0;
        for (int i = 0; i < left.length; i++) {
            double a = left[i] - meanLeft;
            double b = right[i] - meanRight;
            squaresLeft += a * a;
            squaresRight += b * b;
            products += a * b;
            farthest = Math.max(farthest, Math.abs(a - b));
        }
        double correlation = products / Math.sqrt(squaresLeft * squaresRight);
        double offset = meanRight - meanLeft;
        boolean isSmall = Math.abs(offset) <= Math.sqrt(squaresLeft / left.length);
        if (correlation > CORRELATION && isSmall) {
            remarks.add(
                    other.property(),
                    Subject.REFERENCE,
                    "could be compared with " + one.property(),
                    "The two move together (correlation " + Figures.text(Math.floor(correlation * 1_000) / 1_000)
                            + ") and are " + Figures.text(Math.abs(offset)) + " apart on average, up to "
                            + Figures.text(farthest)
                            + " from that. If they measure the same, declare one as the other's 'reference', with a 'drift'.",
                    Confidence.LIKELY);
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static long medianStep(Numbers numbers) {
        long[] steps = new long[numbers.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = numbers.times()[i + 1] - numbers.times()[i];
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
