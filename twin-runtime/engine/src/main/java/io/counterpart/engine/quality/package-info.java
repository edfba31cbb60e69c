/** How far the values of a signal are believed, and why not further. */
@NullMarked
package io.counterpart.engine.quality;

import org.jspecify.annotations.NullMarked;
