/** What is still to be done elsewhere, written in the transaction that makes it necessary, and done in order. */
@NullMarked
package io.counterpart.tenants.outbox;

import org.jspecify.annotations.NullMarked;
