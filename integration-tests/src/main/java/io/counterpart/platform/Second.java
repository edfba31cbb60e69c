package io.counterpart.platform;

import java.util.function.Consumer;

/** A second process of a service, beside the platform's own; see {@link LocalPlatform#second}. */
public final class Second implements AutoCloseable {
    private final ChildProcess process;
    private final String address;
    private final Consumer<Second> onClose;

    Second(ChildProcess process, String address, Consumer<Second> onClose) {
        this.process = process;
        this.address = address;
        this.onClose = onClose;
    }

    /** For tests that end it as a crash would. */
    public ChildProcess process() {
        return process;
    }

    /** Where its HTTP listens. */
    public String address() {
        return address;
    }

    /** Stops it in order, if it still runs. */
    @Override
    public void close() {
        process.stop();
        onClose.accept(this);
    }
}
