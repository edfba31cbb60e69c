/** How every service connects to Pulsar. */
@NullMarked
package io.counterpart.contracts.broker;

import org.jspecify.annotations.NullMarked;
