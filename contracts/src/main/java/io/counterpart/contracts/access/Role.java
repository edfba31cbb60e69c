package io.counterpart.contracts.access;

import static io.counterpart.contracts.access.Permission.*;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.Set;

/** What a person or key is in a tenant, and so what it may do there; the two last stand outside tenants. */
public enum Role {
    OWNER(
            "owner",
            READ_TENANT,
            READ_TWINS,
            WRITE_TWINS,
            WRITE_TYPES,
            READ_DEVICES,
            WRITE_DEVICES,
            READ_MEMBERS,
            WRITE_MEMBERS,
            READ_USAGE,
            READ_AUDIT),
    ADMIN(
            "admin",
            READ_TENANT,
            READ_TWINS,
            WRITE_TWINS,
            WRITE_TYPES,
            READ_DEVICES,
            WRITE_DEVICES,
            READ_MEMBERS,
            WRITE_MEMBERS,
            READ_USAGE,
            READ_AUDIT),
    MODELLER("modeller", READ_TENANT, READ_TWINS, WRITE_TWINS, WRITE_TYPES, READ_DEVICES),
    OPERATOR("operator", READ_TENANT, READ_TWINS, READ_DEVICES),
    ANALYST("analyst", READ_TENANT, READ_TWINS),
    VIEWER("viewer", READ_TENANT, READ_TWINS),
    DEVICE_MAKER("device-maker", READ_TENANT, READ_TWINS, READ_DEVICES, WRITE_DEVICES),
    BILLING("billing", READ_TENANT, READ_USAGE),
    AUDITOR("auditor", READ_TENANT, READ_AUDIT, READ_MEMBERS),
    PLATFORM_ADMIN("platform-admin", MANAGE_TENANTS, READ_TENANT, READ_MEMBERS, WRITE_MEMBERS, READ_USAGE, READ_AUDIT),
    PLATFORM_SUPPORT("platform-support", READ_TENANT, READ_USAGE);

    private final String word;
    private final Set<String> permissions;

    Role(String word, String... permissions) {
        this.word = word;
        this.permissions = Set.of(permissions);
    }

    @JsonValue
    public String word() {
        return word;
    }

    public Set<String> permissions() {
        return permissions;
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
