/** Who is asking, and for which tenant: sessions, tokens and API keys, decided from the access topic. */
@NullMarked
package io.counterpart.portal.access;

import org.jspecify.annotations.NullMarked;
