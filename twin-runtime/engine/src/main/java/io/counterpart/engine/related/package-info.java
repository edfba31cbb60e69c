/** What twins know of one another: where relationships lead, what is told along them, and what is made of that. */
@NullMarked
package io.counterpart.engine.related;

import org.jspecify.annotations.NullMarked;
