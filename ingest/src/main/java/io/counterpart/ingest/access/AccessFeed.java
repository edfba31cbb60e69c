package io.counterpart.ingest.access;

import io.counterpart.contracts.access.AccessDirectory;

/** Keeps the directory of who may what in step with the platform. */
public interface AccessFeed {

    /** Begins to follow; comes back at once. */
    void start();

    /** Who may what, as far as it is known here. */
    AccessDirectory directory();

    /** Whether the directory is whole: before that nobody can be let in, since nobody can be known to be shut out. */
    boolean isReady();

    /** Whether changes reach us at the moment. */
    boolean isConnected();
}
