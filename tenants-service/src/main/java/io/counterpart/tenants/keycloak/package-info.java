/** Keycloak: organizations and their people. */
@NullMarked
package io.counterpart.tenants.keycloak;

import org.jspecify.annotations.NullMarked;
