/** What is done to a signal's values before others use them: outliers, jumps and noise are taken out. */
@NullMarked
package io.counterpart.engine.filter;

import org.jspecify.annotations.NullMarked;
