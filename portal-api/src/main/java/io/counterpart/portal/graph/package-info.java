/** Each tenant's twin graph in memory: loaded from the database, brought up to date before each use, and immutable in a reader's hands. */
@NullMarked
package io.counterpart.portal.graph;

import org.jspecify.annotations.NullMarked;
