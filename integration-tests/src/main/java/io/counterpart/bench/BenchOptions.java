package io.counterpart.bench;

import java.nio.file.Path;

/**
 * How much is measured.
 *
 * @param messages of one run in regime W1; the other regimes follow it
 * @param warmUp messages before anything is measured
 * @param repeats interleaved runs of everything
 * @param kills how often each process is killed
 * @param tenants that are made, where many tenants are measured
 * @param folder where reports go, and the platform that is measured has its data
 */
record BenchOptions(long messages, long warmUp, int repeats, int kills, int tenants, Path folder) {}
