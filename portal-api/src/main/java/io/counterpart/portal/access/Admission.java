package io.counterpart.portal.access;

import io.counterpart.contracts.access.Decision;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a caller.
 *
 * @param person who it is
 * @param requested the tenant it named, null for none
 * @param decision whether it is let in, and as what
 * @param again decides anew, for those who stay: memberships end
 * @param tenants all that it may choose from
 * @param expiresAt when its token does, null for never
 */
public record Admission(
        Person person,
        @Nullable String requested,
        Decision decision,
        Supplier<Decision> again,
        Set<TenantId> tenants,
        @Nullable Instant expiresAt) {

    /**
     * Who is calling.
     *
     * @param subject as Keycloak numbers people; an API key's id
     * @param email its address, null for a program
     * @param name what to call it
     */
    public record Person(String subject, @Nullable String email, String name) {}

    /** The tenant it is let into, null for none. */
    public @Nullable TenantId tenant() {
        return decision instanceof Decision.Granted granted ? granted.tenant() : null;
    }

    /** What it is there. */
    public Set<Role> roles() {
        return roles(decision);
    }

    /** What it may do there: constants of {@code Permission}. */
    public Set<String> permissions() {
        return permissions(decision);
    }

    /** Whether it may still do this, at this time, in the tenant it was let into. */
    public boolean stillMay(String permission, Instant now) {
        return (expiresAt == null || now.isBefore(expiresAt))
                && again.get() instanceof Decision.Granted granted
                && granted.tenant().equals(tenant())
                && permissions(granted).contains(permission);
    }

    private static Set<Role> roles(Decision decision) {
        return switch (decision) {
            case Decision.Granted granted -> granted.roles();
            case Decision.OfPlatform platform -> platform.roles();
            case Decision.TenantRequired required -> Set.of();
            case Decision.Suspended suspended -> Set.of();
            case Decision.NotAMember stranger -> Set.of();
        };
    }

    private static Set<String> permissions(Decision decision) {
        return roles(decision).stream()
                .flatMap(role -> role.permissions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
