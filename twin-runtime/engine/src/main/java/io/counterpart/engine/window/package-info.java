/** What is made of a signal's newest values: statistics of a span of time, and values at the instants of a grid. */
@NullMarked
package io.counterpart.engine.window;

import org.jspecify.annotations.NullMarked;
