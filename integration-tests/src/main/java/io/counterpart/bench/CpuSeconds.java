package io.counterpart.bench;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of a process, its own and the kernel's for it, as Linux keeps it. */
final class CpuSeconds {
    /** The kernel's clock ticks, the same on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;

    private CpuSeconds() {}

    static double of(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new PlatformException("Process " + pid + " has ended while it was measured.", e);
        }
    }

    /** Behind the name, which may hold anything, spaces and brackets too. */
    static double parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD])) / TICKS_PER_SECOND;
    }
}
