/** The names of all topics, and the roles that use them. */
@NullMarked
package io.counterpart.contracts.topic;

import org.jspecify.annotations.NullMarked;
