/** Who calls: from bearer token or API key to a tenant, a name and permissions. */
@NullMarked
package io.counterpart.tenants.caller;

import org.jspecify.annotations.NullMarked;
