/** The physics of the demo plant. On its own: nothing here is shared with the engine that models such plants. */
@NullMarked
package io.counterpart.demo.plant;

import org.jspecify.annotations.NullMarked;
