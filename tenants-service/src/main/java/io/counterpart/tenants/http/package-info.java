/** What all resources share: problems, pages, entity tags, the guard of paths. */
@NullMarked
package io.counterpart.tenants.http;

import org.jspecify.annotations.NullMarked;
