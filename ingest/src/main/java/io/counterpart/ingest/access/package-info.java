/** Which device a login is: decided from the platform's {@code access} topic alone. */
@NullMarked
package io.counterpart.ingest.access;

import org.jspecify.annotations.NullMarked;
