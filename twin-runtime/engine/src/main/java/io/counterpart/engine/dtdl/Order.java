package io.counterpart.engine.dtdl;

import io.counterpart.engine.order.AcceptedTime;

/**
 * What a type says of the times of its readings.
 *
 * @param windowMs how far out of order they may come and still be folded as if they had come in order, milliseconds; 0 for not at all
 * @param accepted which event times are taken at all, no less than the window
 */
public record Order(long windowMs, AcceptedTime accepted) {

    /** Nothing said. */
    static final Order NONE = new Order(0, AcceptedTime.ANY);

    /** What holds of a type that inherits both: the longer window, and the narrower times that still hold it. */
    Order with(Order other) {
        long window = Math.max(windowMs, other.windowMs);
        return new Order(
                window,
                new AcceptedTime(
                        Math.max(window, Math.min(accepted.pastMs(), other.accepted.pastMs())),
                        Math.min(accepted.futureMs(), other.accepted.futureMs())));
    }
}
