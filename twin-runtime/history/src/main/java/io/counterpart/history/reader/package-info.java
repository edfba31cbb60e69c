/** Histories of twins, page by page or as much of them as a screen can show. */
@NullMarked
package io.counterpart.history.reader;

import org.jspecify.annotations.NullMarked;
