package io.counterpart.device;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks for a token once a minute at most: thousands of calls need not mean thousands of logins. */
public final class FreshToken implements Supplier<String> {
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    private final Supplier<String> source;
    private @Nullable String token;
    private long fetchedNanos;

    public FreshToken(Supplier<String> source) {
        this.source = source;
    }

    @Override
    public synchronized String get() {
        String kept = token;
        if (kept == null || System.nanoTime() - fetchedNanos > FRESH_NANOS) {
            kept = source.get();
            token = kept;
            fetchedNanos = System.nanoTime();
        }
        return kept;
    }
}
