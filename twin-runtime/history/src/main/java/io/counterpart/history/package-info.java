/** History in QuestDB: what the services hold of it. Nobody else speaks to QuestDB. */
@NullMarked
package io.counterpart.history;

import org.jspecify.annotations.NullMarked;
