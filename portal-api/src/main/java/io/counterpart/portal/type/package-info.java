/** Twin types: DTDL in, DTDL out, immutable, published before a twin can use them. */
@NullMarked
package io.counterpart.portal.type;

import org.jspecify.annotations.NullMarked;
