/** Readings become frames, frames become durable, and whoever waits for that hears of it in order. */
@NullMarked
package io.counterpart.ingest.publishing;

import org.jspecify.annotations.NullMarked;
