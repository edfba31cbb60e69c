/** Ways through the whole platform, as its users go them: real servers, real clients, one platform for all tests, a fresh tenant for each class. */
@NullMarked
package io.counterpart.journey;

import org.jspecify.annotations.NullMarked;
