/** A first type for a device that came without one. */
@NullMarked
package io.counterpart.portal.draft;

import org.jspecify.annotations.NullMarked;
