/** The twins of a partition as they stand, compactly, and their bytes in a checkpoint. */
@NullMarked
package io.counterpart.engine.state;

import org.jspecify.annotations.NullMarked;
