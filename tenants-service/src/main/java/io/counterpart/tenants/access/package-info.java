/** What goes out on the topic {@code access}, and what comes back from it. */
@NullMarked
package io.counterpart.tenants.access;

import org.jspecify.annotations.NullMarked;
