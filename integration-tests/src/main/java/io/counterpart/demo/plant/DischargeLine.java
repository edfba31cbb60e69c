package io.counterpart.demo.plant;

/**
 * Header, control valve and 400 m of pipe up to the reservoir. The header gives a little and the water in the pipe is heavy, so
 * that a change of speed runs through it as a surge that swings out in a minute.
 */
final class DischargeLine {
    /** 400 m of pipe of 200 mm, s²/m². */
    private static final double PIPE_INERTIA = 1_298;

    private static final double HEADER_M3_PER_M = 0.004;
    private static final double STATIC_HEAD_M = 14;
    private static final double PIPE_LOSS_PER_FLOW2 = 7_000;
    private static final double VALVE_KV_OPEN = 160;
    private static final double VALVE_RANGE = 30;

    private double headerHead = STATIC_HEAD_M;
    private double lossPerFlow2 = PIPE_LOSS_PER_FLOW2;
    private double flow;

    void openValve(double percent) {
        lossPerFlow2 = PIPE_LOSS_PER_FLOW2 + valveLossPerFlow2(percent);
    }

    /** One short step, in which the pumps bring this flow. Speed before position, so that the swing keeps its energy. */
    void step(double broughtM3PerS, double dtSeconds) {
        double loss = lossPerFlow2 * flow * Math.abs(flow);
        flow += dtSeconds * (headerHead - STATIC_HEAD_M - loss) / PIPE_INERTIA;
        headerHead += dtSeconds * (broughtM3PerS - flow) / HEADER_M3_PER_M;
    }

    /** Equal percentage: each part of the stroke changes the flow by the same factor. */
    private static double valveLossPerFlow2(double percent) {
        double kv = VALVE_KV_OPEN * Math.pow(VALVE_RANGE, percent / 100 - 1);
        double perHour = Water.perHour(1) / kv;
        return Water.headM(perHour * perHour);
    }

    double headM() {
        return headerHead;
    }

    double flow() {
        return flow;
    }
}
