/** What a partition of {@code inputs} holds, and its bytes: everything that the fold reads. */
@NullMarked
package io.counterpart.contracts.input;

import org.jspecify.annotations.NullMarked;
