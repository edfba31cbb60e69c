/** From rows that QuestDB has taken to rows that a power failure leaves alone. */
@NullMarked
package io.counterpart.history.sync;

import org.jspecify.annotations.NullMarked;
