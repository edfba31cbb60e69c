/** What a type makes of a past that was there before it. */
@NullMarked
package io.counterpart.engine.backfill;

import org.jspecify.annotations.NullMarked;
