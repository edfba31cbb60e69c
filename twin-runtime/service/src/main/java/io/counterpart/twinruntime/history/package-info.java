/** QuestDB, where the rows go. */
@NullMarked
package io.counterpart.twinruntime.history;

import org.jspecify.annotations.NullMarked;
