/** The one origin: web portal, login, the services behind, and the merged OpenAPI. */
@NullMarked
package io.counterpart.portal.frontdoor;

import org.jspecify.annotations.NullMarked;
