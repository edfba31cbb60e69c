/** The load: processes that cost as little as possible, so that what is measured is the platform. */
@NullMarked
package io.counterpart.bench.load;

import org.jspecify.annotations.NullMarked;
