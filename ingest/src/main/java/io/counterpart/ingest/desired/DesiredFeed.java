package io.counterpart.ingest.desired;

/** Where this process hears what is wanted of twins. */
public interface DesiredFeed {

    /** Begins to listen. */
    void start();

    /** What was heard so far. */
    DesiredDirectory directory();
}
