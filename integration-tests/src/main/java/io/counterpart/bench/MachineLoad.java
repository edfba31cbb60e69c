package io.counterpart.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine was doing besides: without it no figure means anything.
 *
 * @param processors how many the machine gives us
 * @param loadAverage of the last minute
 */
record MachineLoad(int processors, double loadAverage) {

    static MachineLoad now() {
        try {
            String[] averages = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
            return new MachineLoad(Runtime.getRuntime().availableProcessors(), Double.parseDouble(averages[0]));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the machine's load", e);
        }
    }
}
