/** Who folds which partition, from when to when, and on what ground. */
@NullMarked
package io.counterpart.twinruntime.ownership;

import org.jspecify.annotations.NullMarked;
