package io.counterpart.platform;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Progress for a person: a line for each component that is done; on a terminal also one that says what is still under way. */
final class ProgressLines implements Progress, AutoCloseable {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Map<Component, String> underWay = new EnumMap<>(Component.class);
    private final long startedNanos = System.nanoTime();
    private final Thread ticker;

    ProgressLines(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.ticker = Thread.ofVirtual().unstarted(this::tick);
        if (terminal) {
            ticker.start();
        }
    }

    @Override
    public synchronized void begin(Component component, String activity) {
        underWay.put(component, activity);
        redraw();
    }

    @Override
    public synchronized void done(Component component, String result, Duration took) {
        underWay.remove(component);
        line(String.format(Locale.ROOT, "  %-16s %6.1f s  %s", component.label(), took.toMillis() / 1000.0, result));
    }

    @Override
    public synchronized void note(String text) {
        line(text);
    }

    @Override
    public void close() {
        ticker.interrupt();
        synchronized (this) {
            underWay.clear();
            redraw();
        }
    }

    private void line(String text) {
        if (terminal) {
            out.print(ERASE_LINE);
        }
        out.println(text);
        redraw();
    }

    private void redraw() {
        if (!terminal) {
            return;
        }
        out.print(ERASE_LINE);
        if (!underWay.isEmpty()) {
            out.print("  … "
                    + underWay.entrySet().stream()
                            .map(entry ->
                                    entry.getValue() + " " + entry.getKey().label())
                            .collect(Collectors.joining(", "))
                    + "  " + (System.nanoTime() - startedNanos) / 1_000_000_000 + " s");
        }
        out.flush();
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(Duration.ofSeconds(1));
                synchronized (this) {
                    redraw();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
