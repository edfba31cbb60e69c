package io.counterpart.tenants.people;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.tenants.caller.CurrentCaller;
import io.counterpart.tenants.http.Limit;
import io.counterpart.tenants.http.Page;
import io.counterpart.tenants.http.Revision;
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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The people of the caller's tenant. */
@Path(ApiRoute.ROOT + "/members")
@Tag(name = "People")
class MemberResource {

    private final Members members;
    private final CurrentCaller caller;

    @Inject
    MemberResource(Members members, CurrentCaller caller) {
        this.members = members;
        this.caller = caller;
    }

    @PUT
    @Path("/{email}")
    @RolesAllowed(Permission.WRITE_MEMBERS)
    @Operation(summary = "Invites a person, or changes what it is in this tenant")
    public Uni<RestResponse<MemberView>> put(
            @PathParam("email") Email email,
            MemberRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return members.put(caller.tenant(), caller.author(), email, Roles.given(request.roles()), ifMatch)
                .map(put -> answer(put.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, put.member()));
    }

    @GET
    @Path("/{email}")
    @RolesAllowed(Permission.READ_MEMBERS)
    @Operation(summary = "A person of this tenant")
    public Uni<RestResponse<MemberView>> get(@PathParam("email") Email email) {
        return members.get(caller.tenant(), email).map(member -> answer(RestResponse.Status.OK, member));
    }

    @GET
    @RolesAllowed(Permission.READ_MEMBERS)
    @Operation(summary = "The people of this tenant, by address")
    public Uni<Page<MemberView>> list(
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @QueryParam("after") @DefaultValue("") String after) {
        return members.after(caller.tenant(), after, limit.andOne())
                .map(read -> Page.of(read, limit, member -> member.email).map(MemberView::of));
    }

    @DELETE
    @Path("/{email}")
    @RolesAllowed(Permission.WRITE_MEMBERS)
    @Operation(summary = "Takes a person out of this tenant")
    public Uni<Void> delete(@PathParam("email") Email email) {
        return members.remove(caller.tenant(), caller.author(), email);
    }

    private static RestResponse<MemberView> answer(RestResponse.Status status, MemberRow member) {
        return RestResponse.ResponseBuilder.create(status, MemberView.of(member))
                .header(HttpHeaders.ETAG, Revision.etag(member.revision))
                .build();
    }

    /** What a person is to be. */
    record MemberRequest(@Nullable List<Role> roles) {}

    /** A person as it is shown. */
    record MemberView(String email, Set<Role> roles, Instant createdAt) {

        static MemberView of(MemberRow member) {
            return new MemberView(member.email, Roles.ofRow(member.roles), member.createdAt);
        }
    }
}
