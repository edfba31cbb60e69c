/** Who is told when something changes. */
@NullMarked
package io.counterpart.ingest.following;

import org.jspecify.annotations.NullMarked;
