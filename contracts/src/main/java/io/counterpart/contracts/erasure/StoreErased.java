package io.counterpart.contracts.erasure;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.json.ContractJson;

/**
 * Says on the topic {@code erased} that a store holds nothing of a tenant any more. It may be said more than once.
 *
 * @param tenant who was to be forgotten
 * @param store which store has forgotten it
 * @param at when that was seen, epoch milliseconds
 */
public record StoreErased(TenantId tenant, Store store, long at) {

    /** Bytes on {@code erased}. */
    public static final ContractJson<StoreErased> JSON = ContractJson.of(StoreErased.class);

    /** The key on {@code erased}: each store's answer stands for itself. */
    public String key() {
        return tenant + "/" + store.word();
    }
}
