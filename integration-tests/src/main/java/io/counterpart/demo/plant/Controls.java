package io.counterpart.demo.plant;

/**
 * The station's controller: one pump leads at the speed that holds the well's level, the other helps when that is not enough; the
 * control valve keeps the header under pressure; the inlet is throttled before the well spills.
 */
final class Controls {
    private static final double LEVEL_GAIN_PER_M = 0.35;
    private static final double LEVEL_RESET_S = 240;
    private static final double HELP_ABOVE_WANTED_M = 0.25;
    private static final double HELP_AFTER_S = 20;
    private static final double ALONE_BELOW_RATIO = 0.76;
    private static final double DRY_M = 0.5;
    private static final double WET_M = 1;
    private static final double SLOWEST_RATIO = 0.6;

    private static final double PRESSURE_WANTED_BAR = 2.7;
    private static final double PRESSURE_GAIN_PERCENT_PER_BAR = 12;
    private static final double PRESSURE_RESET_S = 20;

    private static final double THROTTLE_ABOVE_M = 3.2;
    private static final double OPEN_BELOW_M = 2.8;
    private static final double THROTTLED_PERCENT = 55;

    private double levelWantedM = PumpingStation.USUAL_LEVEL_M;
    private double levelIntegral = 0.85;
    private double valveIntegral = 65;
    private double helpWantedS;
    private double aloneWantedS;
    private boolean helping;
    private boolean dry;
    private boolean throttled;
    private double speedRatio;
    private double valvePercent;

    /**
     * @param canHelp whether there is a second pump to be had
     */
    void step(double levelM, double headerBar, boolean canHelp, double dtSeconds) {
        dry = dry ? levelM < WET_M : levelM < DRY_M;
        throttled = throttled ? levelM > OPEN_BELOW_M : levelM > THROTTLE_ABOVE_M;
        holdLevel(levelM, dtSeconds);
        callHelp(levelM, canHelp, dtSeconds);
        holdPressure(headerBar, dtSeconds);
    }

    void holdLevelAt(double metres) {
        levelWantedM = metres;
    }

    double levelWantedM() {
        return levelWantedM;
    }

    private void holdLevel(double levelM, double dtSeconds) {
        double error = levelM - levelWantedM;
        levelIntegral =
                Math.clamp(levelIntegral + LEVEL_GAIN_PER_M * error * dtSeconds / LEVEL_RESET_S, SLOWEST_RATIO, 1);
        speedRatio = dry ? 0 : Math.clamp(levelIntegral + LEVEL_GAIN_PER_M * error, SLOWEST_RATIO, 1);
    }

    private void callHelp(double levelM, boolean canHelp, double dtSeconds) {
        helpWantedS = speedRatio > 0.97 && levelM > levelWantedM + HELP_ABOVE_WANTED_M ? helpWantedS + dtSeconds : 0;
        aloneWantedS = speedRatio < ALONE_BELOW_RATIO ? aloneWantedS + dtSeconds : 0;
        helping = canHelp && (helping ? aloneWantedS < HELP_AFTER_S : helpWantedS > HELP_AFTER_S);
    }

    private void holdPressure(double headerBar, double dtSeconds) {
        double error = headerBar - PRESSURE_WANTED_BAR;
        valveIntegral = Math.clamp(
                valveIntegral + PRESSURE_GAIN_PERCENT_PER_BAR * error * dtSeconds / PRESSURE_RESET_S, 25, 100);
        valvePercent = Math.clamp(valveIntegral + PRESSURE_GAIN_PERCENT_PER_BAR * error, 25, 100);
    }

    double leadSpeedRatio() {
        return speedRatio;
    }

    double lagSpeedRatio() {
        return helping ? speedRatio : 0;
    }

    double controlValvePercent() {
        return valvePercent;
    }

    double inletValvePercent() {
        return throttled ? THROTTLED_PERCENT : 100;
    }
}
