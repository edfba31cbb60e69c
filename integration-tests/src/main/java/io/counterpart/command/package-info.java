/** What {@code ./counterpart} runs: the calls of all packages under one name. */
@NullMarked
package io.counterpart.command;

import org.jspecify.annotations.NullMarked;
