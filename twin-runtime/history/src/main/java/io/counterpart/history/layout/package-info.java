/** Which table, row and column a value stands in, and the tables themselves. */
@NullMarked
package io.counterpart.history.layout;

import org.jspecify.annotations.NullMarked;
