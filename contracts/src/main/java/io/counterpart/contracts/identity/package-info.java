/** Who and what: the identifiers that every service shares, each valid once constructed. */
@NullMarked
package io.counterpart.contracts.identity;

import org.jspecify.annotations.NullMarked;
