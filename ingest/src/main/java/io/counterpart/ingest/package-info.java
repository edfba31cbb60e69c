/** Ingest: decides who speaks and whether it may, bounds everything, and hands bytes on. */
@NullMarked
package io.counterpart.ingest;

import org.jspecify.annotations.NullMarked;
