/** The benchmarks of the whole platform. */
@NullMarked
package io.counterpart.bench;

import org.jspecify.annotations.NullMarked;
