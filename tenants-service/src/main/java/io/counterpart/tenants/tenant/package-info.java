/** Tenants: created, suspended, erased; and the plans they have. */
@NullMarked
package io.counterpart.tenants.tenant;

import org.jspecify.annotations.NullMarked;
