/** One write to a tenant's rows: the rows, the audit entries and the tasks that follow, all or nothing. */
@NullMarked
package io.counterpart.tenants.change;

import org.jspecify.annotations.NullMarked;
