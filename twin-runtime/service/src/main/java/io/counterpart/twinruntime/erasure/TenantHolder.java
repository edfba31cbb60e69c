package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.identity.TenantId;
import java.util.concurrent.CompletionStage;

/** What in this process has something of a tenant in its hands, and may write it. */
public interface TenantHolder {

    /**
     * Drops all that is held of the tenant, and never takes anything of it again.
     *
     * @return ends when no row of it is on its way into history from here
     */
    CompletionStage<Void> letGo(TenantId tenant);
}
