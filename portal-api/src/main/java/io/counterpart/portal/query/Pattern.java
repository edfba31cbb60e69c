package io.counterpart.portal.query;

import java.util.List;

/**
 * What a query looks for: twins and the relationships between them. Variables are numbered as the text first names them; each but the
 * first is introduced by a step, one end of which is known before.
 *
 * @param twins the twins' variables
 * @param steps the relationships, as the text has them
 */
record Pattern(List<String> twins, List<Step> steps) {

    private static final int FIRST_STEP_BIT = 16;

    /** A twin's variable in a set of variables. */
    static int twinBit(int twin) {
        return 1 << twin;
    }

    /** A relationship in a set of variables. */
    static int stepBit(int step) {
        return 1 << (FIRST_STEP_BIT + step);
    }

    /** A step as MATCH writes it. */
    String shown(Step step) {
        String hops = step.isSingle() ? "" : "*" + step.hopsMin() + ".." + step.hopsMax();
        String names = step.names().isEmpty() ? "" : ":" + String.join("|", step.names());
        return "(" + twins.get(step.from()) + ")-[" + names + hops + "]->(" + twins.get(step.to()) + ")";
    }
}
