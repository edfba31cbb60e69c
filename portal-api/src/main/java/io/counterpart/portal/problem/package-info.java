/** Every error as application/problem+json, and the filters that refuse what no resource should see. */
@NullMarked
package io.counterpart.portal.problem;

import org.jspecify.annotations.NullMarked;
