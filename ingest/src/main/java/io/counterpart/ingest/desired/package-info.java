/** What is wanted of twins, as their devices are told. */
@NullMarked
package io.counterpart.ingest.desired;

import org.jspecify.annotations.NullMarked;
