/** The log as this service uses it: follow a topic, publish to one. */
@NullMarked
package io.counterpart.portal.log;

import org.jspecify.annotations.NullMarked;
