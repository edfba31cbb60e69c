package io.counterpart.demo.plant;

/** The suction tank: what comes in and does not go out stands in it, and above its rim it spills. */
final class Well {
    static final double HEIGHT_M = 4;
    static final double AREA_M2 = 8;

    private double volumeM3;
    private double spilledM3;

    Well(double levelM) {
        volumeM3 = levelM * AREA_M2;
    }

    void step(double inflowM3PerS, double outflowM3PerS, double dtSeconds) {
        double wanted = volumeM3 + dtSeconds * (inflowM3PerS - outflowM3PerS);
        volumeM3 = Math.clamp(wanted, 0, HEIGHT_M * AREA_M2);
        spilledM3 += Math.max(0, wanted - volumeM3);
    }

    double levelM() {
        return volumeM3 / AREA_M2;
    }

    double volumeM3() {
        return volumeM3;
    }

    double spilledM3() {
        return spilledM3;
    }
}
