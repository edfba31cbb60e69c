/**
 * The whole platform on one machine, as processes: what {@code ./counterpart up} runs and what journeys are tested on.
 */
@NullMarked
package io.counterpart.platform;

import org.jspecify.annotations.NullMarked;
