package io.counterpart.portal.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.Decision;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.access.Secrets;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.RequestPath;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is asking and decides what they may do: the one edge at which a person's token or a program's key becomes a
 * tenant. A request that carries {@code Authorization} is judged by that alone; a cookie beside it counts for nothing. An API
 * call is never redirected.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class Doorkeeper implements HttpAuthenticationMechanism {

    static final String TENANT_HEADER = "Counterpart-Tenant";
    static final String ADMISSION = "counterpart.admission";
    private static final String EVENTS = ApiRoute.ROOT + "/events";
    private static final String BEARER = "Bearer ";

    private final OidcAuthenticationMechanism keycloak;
    private final AccessDirectory access;
    private final AccessFeed feed;

    Doorkeeper(OidcAuthenticationMechanism keycloak, AccessDirectory access, AccessFeed feed) {
        this.keycloak = keycloak;
        this.access = access;
        this.feed = feed;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        if (!feed.isReady()) {
            return Uni.createFrom()
                    .failure(new ApiProblem(ProblemType.UNAVAILABLE, "Who may what is still being read."));
        }
        String token = bearerToken(request);
        if (token != null && Secrets.looksLikeApiKey(token)) {
            return program(request, token);
        }
        return keycloak.authenticate(request, providers)
                .map(identity -> identity == null ? null : person(request, identity));
    }

    private static @Nullable String bearerToken(RoutingContext request) {
        String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private Uni<SecurityIdentity> program(RoutingContext request, String key) {
        Decision decision = access.program(key);
        if (decision instanceof Decision.NotAMember) {
            return Uni.createFrom().failure(new AuthenticationFailedException("unknown API key"));
        }
        String requested = requestedTenant(request);
        Supplier<Decision> again = () -> named(requested, tenant -> sameTenant(access.program(key), tenant));
        String id = Secrets.claimOf(key).map(Secrets.ClaimedKey::id).orElse("");
        Admission admission = new Admission(
                new Admission.Person("key:" + id, null, id), requested, again.get(), again, tenants(decision), null);
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(admission.person().subject()))
                        .addRoles(admission.permissions())
                        .addAttribute(ADMISSION, admission)
                        .build());
    }

    private SecurityIdentity person(RoutingContext request, SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new AuthenticationFailedException("not a token of a person");
        }
        Set<String> organizations = Claims.organizations(token);
        Set<Role> platform = platformRoles(identity);
        String subject = Claims.subject(token);
        String requested = requestedTenant(request);
        Supplier<Decision> again =
                () -> named(requested, tenant -> access.person(subject, organizations, platform, tenant));
        Admission admission = new Admission(
                new Admission.Person(subject, Claims.text(token, "email"), Claims.name(token)),
                requested,
                again.get(),
                again,
                tenants(access.person(subject, organizations, Set.of(), null)),
                Instant.ofEpochSecond(token.getExpirationTime()));
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .addAttributes(identity.getAttributes())
                .addRoles(admission.permissions())
                .addAttribute(ADMISSION, admission)
                .build();
    }

    /** EventSource can set no headers, so the events' path, and no other, may name the tenant in its query. */
    private static @Nullable String requestedTenant(RoutingContext request) {
        String named = request.request().getHeader(TENANT_HEADER);
        return named == null && RequestPath.of(request).equals(EVENTS)
                ? request.request().getParam("tenant")
                : named;
    }

    private static Decision named(@Nullable String requested, Function<@Nullable TenantId, Decision> decide) {
        if (requested == null) {
            return decide.apply(null);
        }
        try {
            return decide.apply(new TenantId(requested));
        } catch (IllegalArgumentException noTenantIsCalledSo) {
            return new Decision.NotAMember();
        }
    }

    private static Decision sameTenant(Decision decision, @Nullable TenantId requested) {
        return decision instanceof Decision.Granted granted
                        && requested != null
                        && !granted.tenant().equals(requested)
                ? new Decision.NotAMember()
                : decision;
    }

    private static Set<TenantId> tenants(Decision decision) {
        return switch (decision) {
            case Decision.Granted granted -> Set.of(granted.tenant());
            case Decision.Suspended suspended -> Set.of(suspended.tenant());
            case Decision.TenantRequired required -> required.tenants();
            case Decision.OfPlatform platform -> Set.of();
            case Decision.NotAMember stranger -> Set.of();
        };
    }

    private static Set<Role> platformRoles(SecurityIdentity identity) {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : identity.getRoles()) {
            Role.named(word).filter(Role::ofPlatform).ifPresent(roles::add);
        }
        return roles;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return switch (RequestPath.of(request)) {
            case "/login" -> keycloak.getChallenge(request);
            case "/logout" -> Uni.createFrom().item(new ChallengeData(302, HttpHeaders.LOCATION, "/"));
            default -> Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
        };
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return keycloak.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return keycloak.getCredentialTransport(request);
    }
}
