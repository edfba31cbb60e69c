package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TypeDefinition;
import java.util.Optional;

/** The definitions of a tenant's types. What is found once is found for ever, and never changes. */
@FunctionalInterface
public interface TypeCatalog {

    Optional<TypeDefinition> find(TenantId tenant, TypeId type);
}
