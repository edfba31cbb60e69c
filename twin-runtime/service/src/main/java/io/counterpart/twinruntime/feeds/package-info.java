/** What is known of tenants and types, followed on the platform's compacted topics. */
@NullMarked
package io.counterpart.twinruntime.feeds;

import org.jspecify.annotations.NullMarked;
