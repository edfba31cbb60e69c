/** Rows on their way into QuestDB: batched, retried, never dropped. */
@NullMarked
package io.counterpart.history.writer;

import org.jspecify.annotations.NullMarked;
