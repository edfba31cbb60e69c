/** Plain bytes in and out, for checkpoints. */
@NullMarked
package io.counterpart.engine.binary;

import org.jspecify.annotations.NullMarked;
