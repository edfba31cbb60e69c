package io.counterpart.device;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a token once a minute at most: thousands of calls need not mean thousands of logins. A login takes a loaded machine
 * seconds, for passwords are slow to check on purpose; while the next token is fetched the last one is still good, so that nobody
 * waits, and no measurement of calls holds a login.
 */
public final class FreshToken implements Supplier<String> {
    private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

    /** Of the fifteen minutes that the local platform's tokens live. */
    private static final long GOOD_NANOS = Duration.ofMinutes(10).toNanos();

    private final Supplier<String> source;
    private final LongSupplier nanoTime;
    private @Nullable String token;
    private long fetchedNanos;
    private boolean renewing;

    public FreshToken(Supplier<String> source) {
        this(source, System::nanoTime);
    }

    FreshToken(Supplier<String> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized String get() {
        String kept = token;
        long age = nanoTime.getAsLong() - fetchedNanos;
        if (kept == null || age > GOOD_NANOS) {
            return keep(source.get());
        }
        if (age > FRESH_NANOS && !renewing) {
            renewing = true;
            Thread.ofVirtual().start(this::renew);
        }
        return kept;
    }

    /** Where it fails the next call begins another, and one that finds no good token any more fails itself. */
    private void renew() {
        String renewed = null;
        try {
            renewed = source.get();
        } finally {
            renewed(renewed);
        }
    }

    private synchronized void renewed(@Nullable String next) {
        renewing = false;
        if (next != null) {
            keep(next);
        }
    }

    private String keep(String next) {
        token = next;
        fetchedNanos = nanoTime.getAsLong();
        return next;
    }
}
