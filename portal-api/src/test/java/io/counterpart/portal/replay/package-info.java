@NullMarked
package io.counterpart.portal.replay;

import org.jspecify.annotations.NullMarked;
