package io.counterpart.tenants.caller;

import io.counterpart.contracts.access.Role;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Takes from a Keycloak token that passed who it is, and replaces what else it claims by what we know. */
@ApplicationScoped
class PersonAugmentor implements SecurityIdentityAugmentor {

    private static final String ORGANIZATION = "organization";

    private final CallerIdentity identities;

    @Inject
    PersonAugmentor(CallerIdentity identities) {
        this.identities = identities;
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        RoutingContext request = Objects.requireNonNull(
                HttpSecurityUtils.getRoutingContextAttribute(attributes), "a token without its request");
        return Uni.createFrom()
                .item(identities.person(
                        token,
                        token.getSubject(),
                        organizations(token.getClaim(ORGANIZATION)),
                        platformRoles(identity.getRoles()),
                        RequestedTenant.of(request)));
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    private static Set<Role> platformRoles(Set<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            Role.named(word).filter(Role::ofPlatform).ifPresent(roles::add);
        }
        return roles;
    }

    /** Keycloak writes a list of aliases, or an object whose keys are the aliases. */
    private static Collection<String> organizations(@Nullable Object claim) {
        return switch (claim) {
            case Map<?, ?> object ->
                object.keySet().stream().map(String::valueOf).toList();
            case Collection<?> list -> list.stream().map(PersonAugmentor::text).toList();
            case JsonString alias -> List.of(alias.getString());
            case String alias -> List.of(alias);
            case null, default -> List.of();
        };
    }

    private static String text(Object alias) {
        return alias instanceof JsonValue && alias instanceof JsonString json
                ? json.getString()
                : String.valueOf(alias);
    }
}
