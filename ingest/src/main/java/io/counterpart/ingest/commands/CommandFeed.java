package io.counterpart.ingest.commands;

/** Where this process hears of commands to devices. */
public interface CommandFeed {

    /** Begins to listen. */
    void start();

    /** What was heard so far. */
    CommandDirectory directory();
}
