package io.counterpart.tenants.caller;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.Decision;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.access.Secrets;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.tenants.http.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Principal;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a proven name into an identity whose roles are permissions, by our own data alone. */
@ApplicationScoped
class CallerIdentity {

    private static final Problem NO_TENANT =
            Problem.of(ProblemType.FORBIDDEN, "You are a member of no tenant, or not in this token's organizations.");
    private static final Problem NO_SUCH_TENANT =
            Problem.of(ProblemType.NOT_FOUND, "There is no such thing, or it is not yours.");

    private final AccessDirectory directory;

    @Inject
    CallerIdentity(AccessDirectory directory) {
        this.directory = directory;
    }

    /** A person whose token is valid. */
    SecurityIdentity person(
            Principal principal,
            String subject,
            Collection<String> organizations,
            Set<Role> platformRoles,
            RequestedTenant requested) {
        String actor = "person:" + subject;
        return switch (requested) {
            case RequestedTenant.None none ->
                identity(principal, actor, directory.person(subject, organizations, platformRoles, null), NO_TENANT);
            case RequestedTenant.Named named ->
                identity(
                        principal,
                        actor,
                        directory.person(subject, organizations, platformRoles, named.tenant()),
                        NO_SUCH_TENANT);
            case RequestedTenant.Impossible impossible -> refused(principal, NO_SUCH_TENANT);
        };
    }

    /** A program by its key; null when there is no such key. */
    @Nullable SecurityIdentity program(String apiKey, RequestedTenant requested) {
        Secrets.ClaimedKey claim = Secrets.claimOf(apiKey).orElse(null);
        Decision decision = directory.program(apiKey);
        if (claim == null || decision instanceof Decision.NotAMember) {
            return null;
        }
        String actor = "key:" + claim.id();
        Principal principal = () -> actor;
        return requested.allows(claim.tenant())
                ? identity(principal, actor, decision, NO_TENANT)
                : refused(principal, NO_SUCH_TENANT);
    }

    private static SecurityIdentity identity(
            Principal principal, String actor, Decision decision, Problem whenNoMember) {
        return switch (decision) {
            case Decision.Granted granted -> granted(principal, actor, granted.tenant(), granted.roles());
            case Decision.OfPlatform platform -> granted(principal, actor, null, platform.roles());
            case Decision.TenantRequired several ->
                refused(
                        principal,
                        Problem.of(
                                ProblemType.TENANT_REQUIRED,
                                "You are in several tenants: name one in the header " + RequestedTenant.HEADER + "."));
            case Decision.Suspended suspended ->
                refused(
                        principal,
                        Problem.of(
                                ProblemType.TENANT_SUSPENDED, "Ask the platform's operator why, and how to end it."));
            case Decision.NotAMember none -> refused(principal, whenNoMember);
        };
    }

    private static SecurityIdentity granted(
            Principal principal, String actor, @Nullable TenantId tenant, Set<Role> roles) {
        boolean ofPlatform = roles.stream().anyMatch(Role::ofPlatform);
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRoles(roles.stream()
                        .flatMap(role -> role.permissions().stream())
                        .collect(Collectors.toSet()))
                .addAttribute(Caller.ATTRIBUTE, new Caller(actor, tenant, ofPlatform))
                .build();
    }

    private static SecurityIdentity refused(Principal principal, Problem why) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addAttribute(Refusal.ATTRIBUTE, why)
                .build();
    }
}
