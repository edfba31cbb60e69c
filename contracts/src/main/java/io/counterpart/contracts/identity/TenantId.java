package io.counterpart.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Set;

/**
 * A customer of the platform. It is born at two edges only, a device's login and a person's token or key, and from there
 * on handed down as the first parameter.
 *
 * @param value a lower case letter, then lower case letters, digits and single hyphens inside, 2 to 40 characters: it is a
 *     Pulsar tenant, a Keycloak alias and a part of API keys, which put {@code _} between their parts
 */
public record TenantId(@JsonValue String value) implements Comparable<TenantId> {

    /** Names that are taken: ours, and those that the servers below keep for themselves. */
    private static final Set<String> RESERVED =
            Set.of("counterpart", "platform", "public", "pulsar", "sample", "admin", "master", "api");

    @JsonCreator
    public TenantId {
        int length = value.length();
        if (length < 2 || length > 40) {
            throw new IllegalArgumentException("tenant id must have 2 to 40 characters, has " + length);
        }
        for (int i = 0; i < length; i++) {
            if (!allowedAt(value, i)) {
                throw new IllegalArgumentException(
                        "tenant id must be a lower case letter, then lower case letters, digits and single hyphens");
            }
        }
        if (RESERVED.contains(value)) {
            throw new IllegalArgumentException("tenant id '" + value + "' is reserved");
        }
    }

    private static boolean allowedAt(String value, int i) {
        char c = value.charAt(i);
        if (c >= 'a' && c <= 'z') {
            return true;
        }
        if (Names.isDigit(c)) {
            return i > 0;
        }
        return c == '-' && i > 0 && i < value.length() - 1 && value.charAt(i - 1) != '-';
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
