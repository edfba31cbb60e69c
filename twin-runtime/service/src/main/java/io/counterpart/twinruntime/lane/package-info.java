/** The threads that fold. */
@NullMarked
package io.counterpart.twinruntime.lane;

import org.jspecify.annotations.NullMarked;
