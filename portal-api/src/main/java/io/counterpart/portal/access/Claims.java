package io.counterpart.portal.access;

import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads what Keycloak says of a person. */
final class Claims {

    private Claims() {}

    static String subject(JsonWebToken token) {
        String subject = token.getSubject();
        return subject == null ? token.getName() : subject;
    }

    static String name(JsonWebToken token) {
        String name = text(token, "name");
        return name == null ? token.getName() : name;
    }

    static @Nullable String text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        return value == null ? null : plain(value);
    }

    /** Aliases of the organizations: a list, or an object by alias when Keycloak adds their attributes. */
    static Set<String> organizations(JsonWebToken token) {
        Set<String> aliases = new TreeSet<>();
        Object claim = token.getClaim("organization");
        if (claim instanceof Map<?, ?> byAlias) {
            byAlias.keySet().forEach(alias -> aliases.add(plain(alias)));
        } else if (claim instanceof Collection<?> list) {
            list.forEach(alias -> aliases.add(plain(alias)));
        } else if (claim != null) {
            aliases.add(plain(claim));
        }
        return aliases;
    }

    private static String plain(Object value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }
}
