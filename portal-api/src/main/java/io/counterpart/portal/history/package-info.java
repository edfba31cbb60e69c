/** What a twin was: read through the history library. */
@NullMarked
package io.counterpart.portal.history;

import org.jspecify.annotations.NullMarked;
