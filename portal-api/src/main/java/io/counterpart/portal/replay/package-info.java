/** The past once more, at a pace that a person can watch, apart from what is now. */
@NullMarked
package io.counterpart.portal.replay;

import org.jspecify.annotations.NullMarked;
