package io.counterpart.engine.quality;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;

/** Since when findings hold, and by what figures. It is there only while there is a finding. */
final class Evidence {

    private final long[] since = new long[Finding.COUNT];
    private final double[] figures = new double[2 * Finding.COUNT];

    Evidence() {}

    Evidence(Evidence other) {
        System.arraycopy(other.since, 0, since, 0, since.length);
        System.arraycopy(other.figures, 0, figures, 0, figures.length);
    }

    void setSince(Finding finding, long ts) {
        since[finding.place()] = ts;
    }

    void setFigures(Finding finding, double figure, double second) {
        figures[2 * finding.place()] = figure;
        figures[2 * finding.place() + 1] = second;
    }

    long since(Finding finding) {
        return since[finding.place()];
    }

    double figure(Finding finding) {
        return figures[2 * finding.place()];
    }

    double second(Finding finding) {
        return figures[2 * finding.place() + 1];
    }

    void write(int bits, BinaryOutput out) {
        for (Finding finding : Finding.of(bits)) {
            out.putLong(since(finding));
            out.putDouble(figure(finding));
            out.putDouble(second(finding));
        }
    }

    static Evidence read(int bits, BinaryInput in) {
        Evidence evidence = new Evidence();
        for (Finding finding : Finding.of(bits)) {
            evidence.setSince(finding, in.getLong());
            evidence.setFigures(finding, in.getDouble(), in.getDouble());
        }
        return evidence;
    }
}
