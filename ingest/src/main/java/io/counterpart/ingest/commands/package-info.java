/** Commands that are to be delivered to devices. */
@NullMarked
package io.counterpart.ingest.commands;

import org.jspecify.annotations.NullMarked;
