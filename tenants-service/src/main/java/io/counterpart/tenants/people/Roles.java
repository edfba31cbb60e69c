package io.counterpart.tenants.people;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.tenants.http.ProblemException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Roles as a request gives them and as a row keeps them. */
public final class Roles {

    private Roles() {}

    /**
     * Roles that may be given inside a tenant.
     *
     * @throws ProblemException bad request, when there is none, or one of them is the platform's own
     */
    public static Set<Role> given(@Nullable Collection<Role> roles) {
        if (roles == null
                || roles.isEmpty()
                || roles.contains(null)
                || roles.stream().anyMatch(Role::ofPlatform)) {
            throw ProblemException.of(
                    ProblemType.BAD_REQUEST, "Give at least one role, and none of the platform's own.");
        }
        return EnumSet.copyOf(roles);
    }

    public static String[] toRow(Set<Role> roles) {
        return roles.stream().map(Role::word).toArray(String[]::new);
    }

    public static Set<Role> ofRow(String[] words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(words).map(Role::named).forEach(role -> role.ifPresent(roles::add));
        return roles;
    }
}
