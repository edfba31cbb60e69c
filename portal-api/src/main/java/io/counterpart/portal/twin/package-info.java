/** Twins: their definition in PostgreSQL, their newest state from the log. */
@NullMarked
package io.counterpart.portal.twin;

import org.jspecify.annotations.NullMarked;
