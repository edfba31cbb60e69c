/** Which partitions somebody writes into, so that nobody has to look after the others. */
@NullMarked
package io.counterpart.contracts.activity;

import org.jspecify.annotations.NullMarked;
