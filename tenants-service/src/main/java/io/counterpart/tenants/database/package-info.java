/** The two ways to PostgreSQL: inside one tenant, bound by row level security, and across tenants. */
@NullMarked
package io.counterpart.tenants.database;

import org.jspecify.annotations.NullMarked;
