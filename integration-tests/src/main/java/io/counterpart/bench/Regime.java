package io.counterpart.bench;

import io.counterpart.bench.load.LoadPlan;
import java.util.List;

/**
 * A load with its name, and how many messages of it are enough: the cheap ones need more, to last.
 *
 * @param name as in the table
 * @param plan as fast as messages are taken, or at a rate
 */
record Regime(String name, LoadPlan plan) {

    static final String W1 = "W1";
    static final String W2 = "W2";

    static List<Regime> all(long messages) {
        return List.of(
                new Regime(W1, LoadPlan.w1(messages)),
                new Regime(W2, LoadPlan.w2(2 * messages)),
                new Regime("W1 x10", LoadPlan.w1(messages / 4).withReadings(10)),
                new Regime("W2 x10", LoadPlan.w2(messages / 2).withReadings(10)));
    }

    /** The same messages at this rate: what one costs falls with the rate, so only at the same rate are two servers comparable. */
    Regime at(double messagesPerSecond) {
        return new Regime(name, plan.withRate(messagesPerSecond));
    }
}
