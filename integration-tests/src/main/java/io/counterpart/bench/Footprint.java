package io.counterpart.bench;

import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process and its folder take when it has nothing to do.
 *
 * @param heapKiB that is in use after a full collection; 0 of a program that is not Java
 * @param residentKiB as the kernel counts it
 * @param descriptors that are open
 * @param diskKiB that its data take on disk, holes not counted
 */
record Footprint(long heapKiB, long residentKiB, long descriptors, long diskKiB) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    static Footprint of(LocalPlatform platform, Component component) {
        long pid = platform.process(component).pid();
        try {
            long heap = heap(pid);
            return new Footprint(heap, resident(pid), descriptors(pid), disk(platform.data(component)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot measure " + component.label(), e);
        }
    }

    /** What there is more of, for each of so many. */
    String perOne(Footprint before, int count) {
        return "%.1f KiB heap, %.1f KiB resident, %.2f descriptors, %.1f KiB disk"
                .formatted(
                        (double) (heapKiB - before.heapKiB) / count,
                        (double) (residentKiB - before.residentKiB) / count,
                        (double) (descriptors - before.descriptors) / count,
                        (double) (diskKiB - before.diskKiB) / count);
    }

    @Override
    public String toString() {
        return "%,d MiB heap, %,d MiB resident, %,d descriptors, %,d MiB disk"
                .formatted(heapKiB / 1024, residentKiB / 1024, descriptors, diskKiB / 1024);
    }

    private static long heap(long pid) throws IOException {
        run(jcmd(), Long.toString(pid), "GC.run");
        // Generations by turns: each line of one says what is used of it; metaspace follows, which is no heap.
        String heap = run(jcmd(), Long.toString(pid), "GC.heap_info");
        int metaspace = heap.indexOf("Metaspace");
        Matcher used = USED.matcher(metaspace < 0 ? heap : heap.substring(0, metaspace));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private static String jcmd() {
        return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    }

    private static long resident(long pid) throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        return resident.find() ? Long.parseLong(resident.group(1)) : 0;
    }

    private static long descriptors(long pid) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return open.count();
        }
    }

    private static long disk(Path folder) throws IOException {
        return Long.parseLong(run("du", "-sk", folder.toString()).split("\\s", 2)[0]);
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new PlatformException(String.join(" ", command) + " failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while measuring.", e);
        }
        return said;
    }
}
