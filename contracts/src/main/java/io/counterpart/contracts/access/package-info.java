/** Who may what: the events of the {@code access} topic, and the directory that every service folds from them. */
@NullMarked
package io.counterpart.contracts.access;

import org.jspecify.annotations.NullMarked;
