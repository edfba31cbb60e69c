package io.counterpart.portal.access;

import io.counterpart.contracts.access.Decision;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;
import java.util.Map;

/** Tells a known caller why it may not. */
final class Refusals {

    private Refusals() {}

    static ApiProblem unauthenticated() {
        return new ApiProblem(
                ProblemType.UNAUTHENTICATED, "Log in, or send a valid token or API key as 'Authorization: Bearer'.");
    }

    static ApiProblem of(Admission admission) {
        return switch (admission.decision()) {
            case Decision.Granted granted ->
                new ApiProblem(ProblemType.FORBIDDEN, "None of your roles in this tenant may do this.");
            case Decision.OfPlatform platform ->
                new ApiProblem(ProblemType.FORBIDDEN, "None of the platform's roles may do this.");
            case Decision.TenantRequired required ->
                new ApiProblem(
                        ProblemType.TENANT_REQUIRED,
                        "You are in several tenants.",
                        Map.of(
                                "tenants",
                                required.tenants().stream()
                                        .map(tenant -> tenant.value())
                                        .toList()));
            case Decision.Suspended suspended ->
                new ApiProblem(ProblemType.TENANT_SUSPENDED, "Ask those who run the platform.");
            case Decision.NotAMember stranger ->
                admission.requested() == null
                        ? new ApiProblem(ProblemType.FORBIDDEN, "You are in no tenant. Ask an owner to invite you.")
                        : new ApiProblem(ProblemType.NOT_FOUND, "There is no such tenant.");
        };
    }
}
