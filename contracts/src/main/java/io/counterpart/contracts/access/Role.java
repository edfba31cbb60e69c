package io.counterpart.contracts.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.Set;

/** What a person or key is in a tenant, and so what it may do there; the two last stand outside tenants. */
public enum Role {
    OWNER("owner"),
    ADMIN("admin"),
    MODELLER("modeller"),
    OPERATOR("operator"),
    ANALYST("analyst"),
    VIEWER("viewer"),
    DEVICE_MAKER("device-maker"),
    BILLING("billing"),
    AUDITOR("auditor"),
    PLATFORM_ADMIN("platform-admin"),
    PLATFORM_SUPPORT("platform-support");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The role as the API, Keycloak and the {@code access} topic write it. */
    @JsonValue
    public String word() {
        return word;
    }

    /** What it may do: constants of {@link Permission}. */
    public Set<String> permissions() {
        return switch (this) {
            case OWNER, ADMIN ->
                Set.of(
                        Permission.READ_TENANT,
                        Permission.READ_TWINS,
                        Permission.WRITE_TWINS,
                        Permission.OPERATE_TWINS,
                        Permission.WRITE_TYPES,
                        Permission.READ_DEVICES,
                        Permission.WRITE_DEVICES,
                        Permission.READ_MEMBERS,
                        Permission.WRITE_MEMBERS,
                        Permission.READ_USAGE,
                        Permission.READ_AUDIT);
            case MODELLER ->
                Set.of(
                        Permission.READ_TENANT,
                        Permission.READ_TWINS,
                        Permission.WRITE_TWINS,
                        Permission.OPERATE_TWINS,
                        Permission.WRITE_TYPES,
                        Permission.READ_DEVICES);
            case OPERATOR ->
                Set.of(
                        Permission.READ_TENANT,
                        Permission.READ_TWINS,
                        Permission.OPERATE_TWINS,
                        Permission.READ_DEVICES);
            case ANALYST, VIEWER -> Set.of(Permission.READ_TENANT, Permission.READ_TWINS);
            case DEVICE_MAKER ->
                Set.of(
                        Permission.READ_TENANT,
                        Permission.READ_TWINS,
                        Permission.READ_DEVICES,
                        Permission.WRITE_DEVICES);
            case BILLING -> Set.of(Permission.READ_TENANT, Permission.READ_USAGE);
            case AUDITOR -> Set.of(Permission.READ_TENANT, Permission.READ_AUDIT, Permission.READ_MEMBERS);
            case PLATFORM_ADMIN ->
                Set.of(
                        Permission.MANAGE_TENANTS,
                        Permission.READ_TENANT,
                        Permission.READ_MEMBERS,
                        Permission.WRITE_MEMBERS,
                        Permission.READ_USAGE,
                        Permission.READ_AUDIT);
            case PLATFORM_SUPPORT -> Set.of(Permission.READ_TENANT, Permission.READ_USAGE);
        };
    }

    /** Whether it is the platform's own, and so never given inside a tenant. */
    public boolean ofPlatform() {
        return this == PLATFORM_ADMIN || this == PLATFORM_SUPPORT;
    }

    public static Optional<Role> named(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    @JsonCreator
    static Role fromJson(String word) {
        return named(word).orElseThrow(() -> new IllegalArgumentException("unknown role '" + word + "'"));
    }
}
