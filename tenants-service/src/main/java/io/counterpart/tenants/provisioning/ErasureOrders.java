package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.smallrye.mutiny.Uni;

/** Puts orders on the topic {@code erasures}. */
public interface ErasureOrders {

    /** Completes when the order is durable there; given twice, it is carried out twice, which is the same as once. */
    Uni<Void> publish(ErasureOrder order);
}
