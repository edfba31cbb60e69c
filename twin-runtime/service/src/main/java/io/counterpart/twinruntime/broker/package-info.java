/** The one connection to Pulsar. */
@NullMarked
package io.counterpart.twinruntime.broker;

import org.jspecify.annotations.NullMarked;
