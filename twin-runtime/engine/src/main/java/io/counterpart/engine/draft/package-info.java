/**
 * A first type for a device that has none: proposed from what it sent, with a remark on every guess, for a person who edits and
 * accepts it. Nothing is guessed that a person could not check by looking at the same readings.
 */
@NullMarked
package io.counterpart.engine.draft;

import org.jspecify.annotations.NullMarked;
