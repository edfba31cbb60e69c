package io.counterpart.tenants.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.tenants.caller.CurrentCaller;
import io.counterpart.tenants.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The credentials of one device. */
@Path(ApiRoute.ROOT + "/devices/{device}/credentials")
@Tag(name = "Devices")
class CredentialResource {

    private final Credentials credentials;
    private final CurrentCaller caller;

    @Inject
    CredentialResource(Credentials credentials, CurrentCaller caller) {
        this.credentials = credentials;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Permission.WRITE_DEVICES)
    @Operation(summary = "Makes a credential", description = "The answer shows it, and nothing else ever does.")
    public Uni<RestResponse<NewCredentialView>> create(
            @PathParam("device") DeviceId device, CredentialRequest request) {
        TenantId tenant = caller.tenant();
        return switch (request.kind()) {
            case TOKEN ->
                credentials
                        .create(tenant, caller.author(), device)
                        .map(created -> RestResponse.status(
                                RestResponse.Status.CREATED,
                                new NewCredentialView(created.id(), tenant + "/" + device, created.token())));
        };
    }

    @GET
    @RolesAllowed(Permission.READ_DEVICES)
    @Operation(summary = "The credentials of a device, without what lets in")
    public Uni<Page<CredentialView>> list(@PathParam("device") DeviceId device) {
        return credentials.of(caller.tenant(), device).map(all -> new Page<>(all, null).map(CredentialView::of));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Permission.WRITE_DEVICES)
    @Operation(summary = "Revokes a credential; the device's connections end")
    public Uni<Void> delete(@PathParam("device") DeviceId device, @PathParam("id") String id) {
        return credentials.remove(caller.tenant(), caller.author(), device, id);
    }

    /** How a device shows who it is. */
    enum Kind {
        @JsonProperty("token")
        TOKEN
    }

    /** A credential as it is asked for. */
    record CredentialRequest(@JsonProperty(required = true) Kind kind) {}

    /** A credential as it is shown. */
    record CredentialView(String id, Kind kind, Instant createdAt) {

        static CredentialView of(CredentialRow row) {
            return new CredentialView(row.id, Kind.TOKEN, row.createdAt);
        }
    }

    /** A credential as it is shown once. */
    record NewCredentialView(String id, String username, String password) {

        @Override
        public String toString() {
            return "NewCredentialView[" + id + "]";
        }
    }
}
