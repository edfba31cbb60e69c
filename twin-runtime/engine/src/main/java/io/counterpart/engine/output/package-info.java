/** Where the fold puts what it finds: rows of history, events, rejections. Ports; the fold itself does no I/O. */
@NullMarked
package io.counterpart.engine.output;

import org.jspecify.annotations.NullMarked;
