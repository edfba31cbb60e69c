/** The measurements that the layout was decided by; run {@code LayoutExperiments} to see them on another machine. */
@NullMarked
package io.counterpart.history.experiment;

import org.jspecify.annotations.NullMarked;
