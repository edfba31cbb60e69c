@NullMarked
package io.counterpart.platform;

import org.jspecify.annotations.NullMarked;
