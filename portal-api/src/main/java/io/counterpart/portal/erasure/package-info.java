/** Erases a tenant where this service keeps something of it: its rows, and its types on the log. */
@NullMarked
package io.counterpart.portal.erasure;

import org.jspecify.annotations.NullMarked;
