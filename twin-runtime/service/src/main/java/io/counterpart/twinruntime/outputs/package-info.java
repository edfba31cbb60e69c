/** What goes out of a fold: events, rejections, the newest states, ticks. */
@NullMarked
package io.counterpart.twinruntime.outputs;

import org.jspecify.annotations.NullMarked;
