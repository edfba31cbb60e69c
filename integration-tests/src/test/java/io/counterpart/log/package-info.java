/** What the design believes of the log, held against the broker it runs on. */
@NullMarked
package io.counterpart.log;

import org.jspecify.annotations.NullMarked;
