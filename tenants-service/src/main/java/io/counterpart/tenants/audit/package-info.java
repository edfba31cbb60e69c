/** Who did what and when, per tenant, as a chain of hashes. */
@NullMarked
package io.counterpart.tenants.audit;

import org.jspecify.annotations.NullMarked;
