package io.counterpart.tenants.plan;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.tenants.http.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The plans there are. */
@Path(ApiRoute.ROOT + "/plans")
@Tag(name = "Tenants")
class PlanResource {

    @GET
    @RolesAllowed(Permission.READ_TENANT)
    @Operation(summary = "The plans, and what each allows")
    public Page<PlanView> list() {
        return new Page<>(Arrays.stream(Plan.values()).map(PlanView::of).toList(), null);
    }

    /**
     * A plan as it is shown.
     *
     * @param name what a tenant's {@code plan} says
     * @param partitions how many twins' groups can be worked on at the same time
     * @param quotas how many of each thing there may be
     */
    record PlanView(String name, int partitions, Map<String, Integer> quotas) {

        static PlanView of(Plan plan) {
            return new PlanView(
                    plan.word(),
                    plan.partitions(),
                    Map.of("devices", plan.devices(), "members", plan.members(), "api-keys", plan.apiKeys()));
        }
    }
}
