package io.counterpart.portal.history;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.smallrye.mutiny.Uni;

/** Which twins there are, of which history may know nothing yet. A port: whoever defines twins stands behind it. */
public interface DefinedTwins {

    /** Whether somebody or a device has defined this twin, be it that nothing was heard of it yet. */
    Uni<Boolean> isDefined(TenantId tenant, TwinId id);
}
