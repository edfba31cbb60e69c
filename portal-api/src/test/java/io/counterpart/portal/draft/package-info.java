@NullMarked
package io.counterpart.portal.draft;

import org.jspecify.annotations.NullMarked;
