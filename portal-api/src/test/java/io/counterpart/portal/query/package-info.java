/** The query language against small graphs and, at random, against an evaluator that is slow and obvious. */
@NullMarked
package io.counterpart.portal.query;

import org.jspecify.annotations.NullMarked;
