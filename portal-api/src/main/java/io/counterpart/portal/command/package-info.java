/** Commands: what devices are to do, by whom it was wanted, and what became of it. */
@NullMarked
package io.counterpart.portal.command;

import org.jspecify.annotations.NullMarked;
