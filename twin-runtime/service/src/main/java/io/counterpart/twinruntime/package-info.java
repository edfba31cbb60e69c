/** The engine on Pulsar: the service's life and its readiness. */
@NullMarked
package io.counterpart.twinruntime;

import org.jspecify.annotations.NullMarked;
