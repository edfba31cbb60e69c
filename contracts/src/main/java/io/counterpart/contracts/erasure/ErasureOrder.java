package io.counterpart.contracts.erasure;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.json.ContractJson;

/**
 * Says on the topic {@code erasures} that a tenant is to be erased, under its id. By then it is off {@code access} and its topics are
 * gone: nobody can write for it any more. It is never taken back, and the id is never given again.
 *
 * @param tenant who is to be forgotten
 * @param requestedAt when that was asked for, epoch milliseconds
 */
public record ErasureOrder(TenantId tenant, long requestedAt) {

    /** Bytes on {@code erasures}. */
    public static final ContractJson<ErasureOrder> JSON = ContractJson.of(ErasureOrder.class);

    /** The key on {@code erasures}. */
    public String key() {
        return tenant.value();
    }
}
