/** What types make of pasts that were there before them, worked out beside the folds. */
@NullMarked
package io.counterpart.twinruntime.backfill;

import org.jspecify.annotations.NullMarked;
