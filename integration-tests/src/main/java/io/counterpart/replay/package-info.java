/** Any CSV of real readings becomes a device that streams it. */
@NullMarked
package io.counterpart.replay;

import org.jspecify.annotations.NullMarked;
