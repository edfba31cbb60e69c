/** What comes late, twice or out of all time. */
@NullMarked
package io.counterpart.engine.order;

import org.jspecify.annotations.NullMarked;
