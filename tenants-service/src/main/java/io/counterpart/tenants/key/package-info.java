/** A tenant's API keys. */
@NullMarked
package io.counterpart.tenants.key;

import org.jspecify.annotations.NullMarked;
