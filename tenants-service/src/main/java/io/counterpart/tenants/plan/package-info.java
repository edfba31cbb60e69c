/** What tenants may have: the plans, and the quotas they set. */
@NullMarked
package io.counterpart.tenants.plan;

import org.jspecify.annotations.NullMarked;
