package io.counterpart.platform;

import java.io.IOException;

/** How one component is run: each server knows its own files, options and readiness, and nothing of the others. */
interface Server {
    Component component();

    /** Where people and programs find it. */
    String address();

    /** Fetches what is not there yet. Other servers may start meanwhile. */
    default void fetch() {}

    /** Makes folders and configuration ready, and says what to run. */
    Launch prepare() throws IOException;

    /** Whether it serves just now. */
    boolean ready();

    /** Sets up inside the server what others rely on; repeats safely. */
    default void provision() {}
}
