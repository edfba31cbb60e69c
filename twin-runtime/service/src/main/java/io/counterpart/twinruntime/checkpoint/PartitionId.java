package io.counterpart.twinruntime.checkpoint;

import io.counterpart.contracts.identity.TenantId;

/**
 * A partition of a tenant's inputs.
 *
 * @param tenant whose
 * @param number from 0
 * @param epoch of its positions
 */
public record PartitionId(TenantId tenant, int number, int epoch) {

    @Override
    public String toString() {
        return tenant + "/" + number;
    }
}
