package io.counterpart.engine.quality;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;

/**
 * The last five believed values of a signal, and what was set aside since. Their median does not move for one or two wrong ones
 * among them (Tukey's running median, the heart of a Hampel filter).
 *
 * <p>Five fields and not an array: 16 bytes less, for every signal of a fleet.
 */
final class Surroundings {

    private static final int SIZE = 5;
    /** How many values have a median that one wrong value cannot be. */
    private static final int ENOUGH = 3;

    private double newest;
    private double second;
    private double third;
    private double fourth;
    private double fifth;
    private double firstOutlier;
    private double secondOutlier;
    private byte known;
    private byte outliers;

    Surroundings() {}

    Surroundings(Surroundings other) {
        newest = other.newest;
        second = other.second;
        third = other.third;
        fourth = other.fourth;
        fifth = other.fifth;
        firstOutlier = other.firstOutlier;
        secondOutlier = other.secondOutlier;
        known = other.known;
        outliers = other.outliers;
    }

    /** The median of the last five, of the last three while there are no five, NaN while there are no three. */
    double middle() {
        if (known < ENOUGH) {
            return Double.NaN;
        }
        return known < SIZE
                ? middle(newest, second, third)
                : middle(
                        newest,
                        Math.max(Math.min(second, third), Math.min(fourth, fifth)),
                        Math.min(Math.max(second, third), Math.max(fourth, fifth)));
    }

    private static double middle(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /** Adds a believed value. What was set aside before it stood alone. */
    void add(double value) {
        fifth = fourth;
        fourth = third;
        third = second;
        second = newest;
        newest = value;
        known = (byte) Math.min(known + 1, SIZE);
        outliers = 0;
    }

    /**
     * Sets a value aside that is far from the others. Three of them in a row are no longer single: they are the surroundings from now
     * on, whatever was there before.
     *
     * @return whether it was the third
     */
    boolean setAside(double value) {
        switch (outliers) {
            case 0 -> firstOutlier = value;
            case 1 -> secondOutlier = value;
            default -> {
                third = firstOutlier;
                second = secondOutlier;
                newest = value;
                known = ENOUGH;
                outliers = 0;
                return true;
            }
        }
        outliers++;
        return false;
    }

    /** Forgets all: what comes next has other surroundings. */
    void forget() {
        known = 0;
        outliers = 0;
    }

    void write(BinaryOutput out) {
        out.putByte(known);
        out.putByte(outliers);
        for (int i = 0; i < known; i++) {
            out.putDouble(recent(i));
        }
        for (int i = 0; i < outliers; i++) {
            out.putDouble(i == 0 ? firstOutlier : secondOutlier);
        }
    }

    private double recent(int back) {
        return switch (back) {
            case 0 -> newest;
            case 1 -> second;
            case 2 -> third;
            case 3 -> fourth;
            default -> fifth;
        };
    }

    static Surroundings read(BinaryInput in) {
        int known = in.getByte();
        int outliers = in.getByte();
        if (known > SIZE || outliers >= ENOUGH) {
            throw new DamagedBytes("surroundings of " + known + " values and " + outliers + " outliers");
        }
        double[] recent = new double[SIZE];
        for (int i = 0; i < known; i++) {
            recent[i] = in.getDouble();
        }
        Surroundings surroundings = new Surroundings();
        for (int i = known - 1; i >= 0; i--) {
            surroundings.add(recent[i]);
        }
        for (int i = 0; i < outliers; i++) {
            surroundings.setAside(in.getDouble());
        }
        return surroundings;
    }
}
