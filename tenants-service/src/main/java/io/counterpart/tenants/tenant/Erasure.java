package io.counterpart.tenants.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.identity.TenantId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The erasure of a tenant; once completed, the receipt for it. It outlives the tenant and names no person.
 *
 * @param tenant which tenant
 * @param requestedAt when it was asked for; since then nobody of the tenant has been let in
 * @param completedAt when the last store was done, null while it goes on
 * @param stores those of which nothing is left; a store that is not named was not erased
 */
record Erasure(
        TenantId tenant, Instant requestedAt, @Nullable Instant completedAt, List<ErasedStore> stores) {

    /** A store of which nothing is left, and since when. */
    record ErasedStore(String store, Instant erasedAt) {}

    @JsonProperty
    String status() {
        return completedAt == null ? "erasing" : "erased";
    }

    /** The stores that have not said yet that they are empty of the tenant. */
    @JsonProperty
    List<String> open() {
        List<String> done = stores.stream().map(ErasedStore::store).toList();
        return completedAt != null
                ? List.of()
                : Arrays.stream(Store.values())
                        .map(Store::word)
                        .filter(word -> !done.contains(word))
                        .toList();
    }
}
