/** A tenant's people and their roles. */
@NullMarked
package io.counterpart.tenants.people;

import org.jspecify.annotations.NullMarked;
