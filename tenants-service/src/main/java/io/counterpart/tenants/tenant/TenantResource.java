package io.counterpart.tenants.tenant;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.tenants.caller.CurrentCaller;
import io.counterpart.tenants.http.Limit;
import io.counterpart.tenants.http.Page;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.http.Revision;
import io.counterpart.tenants.outbox.Deliveries;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.plan.Plan;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Tenants: the platform's own people manage them, everybody sees the one they are in. */
@Path(ApiRoute.ROOT + "/tenants")
@Tag(name = "Tenants")
class TenantResource {

    private final Tenants tenants;
    private final TenantRows rows;
    private final Deliveries deliveries;
    private final CurrentCaller caller;

    @Inject
    TenantResource(Tenants tenants, TenantRows rows, Deliveries deliveries, CurrentCaller caller) {
        this.tenants = tenants;
        this.rows = rows;
        this.deliveries = deliveries;
        this.caller = caller;
    }

    @PUT
    @Path("/{tenant}")
    @RolesAllowed(Permission.MANAGE_TENANTS)
    @Operation(
            summary = "Creates a tenant, or changes its name and plan",
            description =
                    "201 when it can be used, 202 when that takes longer: its status says when. The id is for ever.")
    public Uni<RestResponse<TenantView>> put(
            @PathParam("tenant") TenantId id,
            TenantRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return tenants.put(id, request.name(), Plan.named(request.plan()), caller.author(), ifMatch)
                .call(() -> deliveries.await(id, Task.Lane.SETUP))
                .call(() -> deliveries.await(id, Task.Lane.ACCESS))
                .chain(put -> existing(id).map(tenant -> answer(statusOf(put.created(), tenant), tenant)));
    }

    private static RestResponse.Status statusOf(boolean created, Tenant tenant) {
        if (tenant.status() == Tenant.Status.PROVISIONING) {
            return RestResponse.Status.ACCEPTED;
        }
        return created ? RestResponse.Status.CREATED : RestResponse.Status.OK;
    }

    @GET
    @Path("/{tenant}")
    @RolesAllowed(Permission.READ_TENANT)
    @Operation(summary = "A tenant")
    public Uni<RestResponse<TenantView>> get(@PathParam("tenant") TenantId id) {
        return visible(id).map(tenant -> answer(RestResponse.Status.OK, tenant));
    }

    @GET
    @RolesAllowed(Permission.READ_TENANT)
    @Operation(summary = "The tenants that the caller may see, by id")
    public Uni<Page<TenantView>> list(
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @QueryParam("after") @DefaultValue("") String after) {
        if (!caller.isOfPlatform()) {
            return existing(caller.tenant()).map(own -> new Page<>(List.of(TenantView.of(own)), null));
        }
        return rows.after(after, limit.andOne())
                .map(read -> Page.of(read, limit, tenant -> tenant.id().value()).map(TenantView::of));
    }

    @DELETE
    @Path("/{tenant}")
    @RolesAllowed(Permission.MANAGE_TENANTS)
    @Operation(
            summary = "Begins the erasure of a tenant and all that is its",
            description = "Its people, programs and devices are shut out by the time of the answer.")
    public Uni<RestResponse<Erasure>> delete(@PathParam("tenant") TenantId id) {
        return tenants.erase(id)
                .call(() -> deliveries.await(id, Task.Lane.ACCESS))
                .map(erasure -> RestResponse.status(RestResponse.Status.ACCEPTED, erasure));
    }

    @GET
    @Path("/{tenant}/erasure")
    @RolesAllowed(Permission.MANAGE_TENANTS)
    @Operation(
            summary = "How far the erasure is; once completed, the receipt",
            description = "While it goes on, `open` names the stores that still have to answer.")
    public Uni<Erasure> erasure(@PathParam("tenant") TenantId id) {
        return tenants.erasure(id);
    }

    @PUT
    @Path("/{tenant}/suspension")
    @RolesAllowed(Permission.MANAGE_TENANTS)
    @Operation(summary = "Shuts a tenant's people, programs and devices out; nothing is lost")
    public Uni<Void> suspend(@PathParam("tenant") TenantId id) {
        return tenants.suspend(id, caller.author()).call(() -> deliveries.await(id, Task.Lane.ACCESS));
    }

    @DELETE
    @Path("/{tenant}/suspension")
    @RolesAllowed(Permission.MANAGE_TENANTS)
    @Operation(summary = "Lets them in again")
    public Uni<Void> resume(@PathParam("tenant") TenantId id) {
        return tenants.resume(id, caller.author()).call(() -> deliveries.await(id, Task.Lane.ACCESS));
    }

    private Uni<Tenant> visible(TenantId id) {
        return caller.maySee(id) ? existing(id) : Uni.createFrom().failure(ProblemException::notFound);
    }

    private Uni<Tenant> existing(TenantId id) {
        return rows.find(id).map(found -> found.orElseThrow(ProblemException::notFound));
    }

    private static RestResponse<TenantView> answer(RestResponse.Status status, Tenant tenant) {
        return RestResponse.ResponseBuilder.create(status, TenantView.of(tenant))
                .header(HttpHeaders.ETAG, Revision.etag(tenant.revision()))
                .build();
    }

    /**
     * A tenant as it is asked for.
     *
     * @param name 1 to 100 characters
     * @param plan one of those that {@code GET /plans} lists
     */
    record TenantRequest(String name, String plan) {

        private static final int NAME_MAX = 100;

        @SuppressWarnings("ConstantValue")
        TenantRequest {
            if (name == null || name.isBlank() || name.length() > NAME_MAX || plan == null) {
                throw ProblemException.of(
                        ProblemType.BAD_REQUEST,
                        "A tenant needs a name of up to " + NAME_MAX + " characters, and a plan.");
            }
        }
    }

    /** A tenant as it is shown. */
    record TenantView(TenantId id, String name, String plan, Tenant.Status status, int partitions, Instant createdAt) {

        static TenantView of(Tenant tenant) {
            return new TenantView(
                    tenant.id(),
                    tenant.name(),
                    tenant.plan(),
                    tenant.status(),
                    tenant.partitions(),
                    tenant.createdAt());
        }
    }
}
