/** Errors as the outside sees them: RFC 9457, with stable types. */
@NullMarked
package io.counterpart.contracts.problem;

import org.jspecify.annotations.NullMarked;
