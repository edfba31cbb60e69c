/** Erases a tenant where this service keeps something of it: history and checkpoints. */
@NullMarked
package io.counterpart.twinruntime.erasure;

import org.jspecify.annotations.NullMarked;
