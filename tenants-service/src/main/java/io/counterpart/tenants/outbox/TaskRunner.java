package io.counterpart.tenants.outbox;

import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Uni;

/** Does tasks. Each may be done again after a crash, so doing one twice must be the same as doing it once. */
public interface TaskRunner {

    /** Completes when the task's effect is durable; fails when it should be tried again. */
    Uni<Void> run(TenantId tenant, Task task);
}
