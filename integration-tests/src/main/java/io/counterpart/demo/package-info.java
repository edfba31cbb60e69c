/** The demo plant: a pumping station's devices as a process of their own. */
@NullMarked
package io.counterpart.demo;

import org.jspecify.annotations.NullMarked;
