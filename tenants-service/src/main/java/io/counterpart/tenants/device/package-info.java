/** A tenant's devices, their credentials, and what was rejected of them. */
@NullMarked
package io.counterpart.tenants.device;

import org.jspecify.annotations.NullMarked;
