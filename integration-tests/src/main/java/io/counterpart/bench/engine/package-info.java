/** The engine without a platform: is it deterministic, and what does a reading cost. */
@NullMarked
package io.counterpart.bench.engine;

import org.jspecify.annotations.NullMarked;
