/** From a device's bytes to values: JSON as design asks for it, strictly, without garbage. Knows nothing of twins and types. */
@NullMarked
package io.counterpart.engine.decoding;

import org.jspecify.annotations.NullMarked;
