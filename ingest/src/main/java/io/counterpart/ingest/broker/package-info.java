/** The one connection to Pulsar. */
@NullMarked
package io.counterpart.ingest.broker;

import org.jspecify.annotations.NullMarked;
