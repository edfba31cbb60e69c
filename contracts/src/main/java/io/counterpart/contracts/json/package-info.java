/** How the contracts' records become JSON. */
@NullMarked
package io.counterpart.contracts.json;

import org.jspecify.annotations.NullMarked;
