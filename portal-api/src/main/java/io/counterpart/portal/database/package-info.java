/** PostgreSQL: every statement runs for one tenant, and what it has to tell the log goes out through the outbox. */
@NullMarked
package io.counterpart.portal.database;

import org.jspecify.annotations.NullMarked;
