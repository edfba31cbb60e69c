/** What twin-runtime says of twins: their newest state, what happened to them, what was rejected; and what a type demands. */
@NullMarked
package io.counterpart.contracts.twin;

import org.jspecify.annotations.NullMarked;
