/** A tenant's rows leave every file, while the others go on. */
@NullMarked
package io.counterpart.history.erasure;

import org.jspecify.annotations.NullMarked;
