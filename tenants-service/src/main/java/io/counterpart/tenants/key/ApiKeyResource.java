package io.counterpart.tenants.key;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.tenants.caller.CurrentCaller;
import io.counterpart.tenants.http.Limit;
import io.counterpart.tenants.http.Page;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.people.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The API keys of the caller's tenant. */
@Path(ApiRoute.ROOT + "/api-keys")
@Tag(name = "API keys")
class ApiKeyResource {

    private final ApiKeys keys;
    private final CurrentCaller caller;

    @Inject
    ApiKeyResource(ApiKeys keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.WRITE_MEMBERS)
    @Operation(summary = "Makes a key", description = "The answer shows it, and nothing else ever does.")
    public Uni<RestResponse<NewKeyView>> create(KeyRequest request) {
        return keys.create(caller.tenant(), caller.author(), request.name(), Roles.given(request.roles()))
                .map(created -> RestResponse.status(RestResponse.Status.CREATED, NewKeyView.of(created)));
    }

    @GET
    @RolesAllowed(Permission.READ_MEMBERS)
    @Operation(summary = "The keys of this tenant, without what lets in")
    public Uni<Page<KeyView>> list(
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @QueryParam("after") @DefaultValue("") String after) {
        return keys.after(caller.tenant(), after, limit.andOne())
                .map(read -> Page.of(read, limit, key -> key.id).map(KeyView::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Permission.READ_MEMBERS)
    @Operation(summary = "A key, without what lets in")
    public Uni<KeyView> get(@PathParam("id") String id) {
        return keys.get(caller.tenant(), id).map(KeyView::of);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permission.WRITE_MEMBERS)
    @Operation(summary = "Revokes a key")
    public Uni<Void> delete(@PathParam("id") String id) {
        return keys.remove(caller.tenant(), caller.author(), id);
    }

    /**
     * A key as it is asked for.
     *
     * @param name what it is for, 1 to 100 characters
     * @param roles what its program may be
     */
    record KeyRequest(String name, @Nullable List<Role> roles) {

        private static final int NAME_MAX = 100;

        KeyRequest {
            if (name == null || name.isBlank() || name.length() > NAME_MAX) {
                throw ProblemException.of(
                        ProblemType.BAD_REQUEST, "A key needs a name of up to " + NAME_MAX + " characters.");
            }
        }
    }

    /** A key as it is shown. */
    record KeyView(String id, String name, Set<Role> roles, Instant createdAt) {

        static KeyView of(ApiKeyRow row) {
            return new KeyView(row.id, row.name, Roles.ofRow(row.roles), row.createdAt);
        }
    }

    /** A key as it is shown once. */
    record NewKeyView(String id, String name, Set<Role> roles, Instant createdAt, String key) {

        static NewKeyView of(ApiKeys.Created created) {
            ApiKeyRow row = created.row();
            return new NewKeyView(row.id, row.name, Roles.ofRow(row.roles), row.createdAt, created.key());
        }

        @Override
        public String toString() {
            return "NewKeyView[" + id + "]";
        }
    }
}
