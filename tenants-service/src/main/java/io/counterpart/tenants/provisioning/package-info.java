/** What a tenant needs in other systems, brought there and taken away again, step by step. */
@NullMarked
package io.counterpart.tenants.provisioning;

import org.jspecify.annotations.NullMarked;
