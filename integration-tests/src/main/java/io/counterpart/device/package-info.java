/** What a program outside needs to be a device of a platform: where it is, how a device is made known, how it connects. */
@NullMarked
package io.counterpart.device;

import org.jspecify.annotations.NullMarked;
