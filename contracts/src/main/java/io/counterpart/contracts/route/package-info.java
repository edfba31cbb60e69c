/** Which service answers which part of the API. */
@NullMarked
package io.counterpart.contracts.route;

import org.jspecify.annotations.NullMarked;
