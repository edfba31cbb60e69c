/** What devices are to do, as far as the fold remembers it, and how they answer. */
@NullMarked
package io.counterpart.engine.command;

import org.jspecify.annotations.NullMarked;
