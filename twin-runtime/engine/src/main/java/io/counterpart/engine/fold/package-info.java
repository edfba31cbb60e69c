/** The fold: state and outputs of a partition as a function of its log, and of nothing else. */
@NullMarked
package io.counterpart.engine.fold;

import org.jspecify.annotations.NullMarked;
