/** How a tenant is erased in stores that other services own: by an order, and an answer from each store. */
@NullMarked
package io.counterpart.contracts.erasure;

import org.jspecify.annotations.NullMarked;
