/** How to reach QuestDB. */
@NullMarked
package io.counterpart.history.connection;

import org.jspecify.annotations.NullMarked;
