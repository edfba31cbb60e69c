/** Pulsar: administration, the topic {@code access}, and the rejected readings. */
@NullMarked
package io.counterpart.tenants.pulsar;

import org.jspecify.annotations.NullMarked;
