/** What stands around the service in its tests: a real PostgreSQL, and small servers and fakes for the rest. */
@NullMarked
package io.counterpart.portal;

import org.jspecify.annotations.NullMarked;
