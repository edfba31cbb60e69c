/**
 * The query language over a tenant's twins: reads a text, plans, and walks the graph. Plain Java: no framework, no database, no
 * clock; a query's answer is a function of its text and the graph. For its users it is told in {@code docs/query.md}.
 *
 * <p>{@link io.counterpart.portal.query.Query} is where to begin.
 */
@NullMarked
package io.counterpart.portal.query;

import org.jspecify.annotations.NullMarked;
