/** Questions about a tenant's twins and how they are related. */
@NullMarked
package io.counterpart.portal.query;

import org.jspecify.annotations.NullMarked;
