/** What is made of a twin's signals as they come: judged, filtered, windows, and all of it once more where they come out of order. */
@NullMarked
package io.counterpart.engine.signal;

import org.jspecify.annotations.NullMarked;
