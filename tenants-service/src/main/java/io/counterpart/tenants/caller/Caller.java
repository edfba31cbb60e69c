package io.counterpart.tenants.caller;

import io.counterpart.contracts.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param actor {@code person:{subject}} or {@code key:{id}}
 * @param tenant in which tenant, null for the platform's own people outside any
 * @param ofPlatform whether it is one of the platform's own people
 */
public record Caller(String actor, @Nullable TenantId tenant, boolean ofPlatform) {

    static final String ATTRIBUTE = "counterpart.caller";
}
