/** A fold's state, kept and found again. */
@NullMarked
package io.counterpart.twinruntime.checkpoint;

import org.jspecify.annotations.NullMarked;
