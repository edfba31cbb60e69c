/** Live state: read from the log while somebody looks, and sent to browsers as they can take it. */
@NullMarked
package io.counterpart.portal.live;

import org.jspecify.annotations.NullMarked;
