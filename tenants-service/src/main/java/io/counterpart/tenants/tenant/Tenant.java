package io.counterpart.tenants.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A tenant as the control plane knows it.
 *
 * @param id its id
 * @param name what people call it
 * @param plan what it pays for
 * @param status where it stands
 * @param partitions how many partitions its inputs were laid with
 * @param epoch of its positions
 * @param revision grows with every change
 * @param createdAt when it was asked for
 */
public record Tenant(
        TenantId id,
        String name,
        String plan,
        Status status,
        int partitions,
        int epoch,
        long revision,
        Instant createdAt) {

    /** Where a tenant stands. */
    public enum Status {
        PROVISIONING,
        ACTIVE,
        SUSPENDED,
        ERASING;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** What all services may know of it: nothing before its topics are there, and nothing once it is being erased. */
    Optional<AccessEvent.Tenant> published() {
        return switch (status) {
            case PROVISIONING, ERASING -> Optional.empty();
            case ACTIVE -> Optional.of(published(AccessEvent.Status.ACTIVE));
            case SUSPENDED -> Optional.of(published(AccessEvent.Status.SUSPENDED));
        };
    }

    private AccessEvent.Tenant published(AccessEvent.Status access) {
        return new AccessEvent.Tenant(id, name, plan, access, partitions, epoch);
    }
}
