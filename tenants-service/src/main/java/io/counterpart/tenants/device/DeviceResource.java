package io.counterpart.tenants.device;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The devices of the caller's tenant. */
@Path(ApiRoute.ROOT + "/devices")
@Tag(name = "Devices")
class DeviceResource {

    private final Devices devices;
    private final CurrentCaller caller;

    @Inject
    DeviceResource(Devices devices, CurrentCaller caller) {
        this.devices = devices;
        this.caller = caller;
    }

    @PUT
    @Path("/{device}")
    @RolesAllowed(Permission.WRITE_DEVICES)
    @Operation(
            summary = "Makes a device known, or binds it to another twin",
            description =
                    "What is not said is as at first: a twin of the device's name, a group of that twin alone, any property.")
    public Uni<RestResponse<DeviceView>> put(
            @PathParam("device") DeviceId device,
            @Nullable DeviceRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        DeviceRequest asked = request != null ? request : new DeviceRequest(null, null, null);
        Binding binding = Binding.of(device, asked.type(), asked.twin(), asked.group());
        return devices.put(caller.tenant(), caller.author(), device, binding, ifMatch)
                .map(put -> answer(put.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, put.device()));
    }

    @GET
    @Path("/{device}")
    @RolesAllowed(Permission.READ_DEVICES)
    @Operation(summary = "A device")
    public Uni<RestResponse<DeviceView>> get(@PathParam("device") DeviceId device) {
        return devices.get(caller.tenant(), device).map(row -> answer(RestResponse.Status.OK, row));
    }

    @GET
    @RolesAllowed(Permission.READ_DEVICES)
    @Operation(summary = "The devices of this tenant, by id")
    public Uni<Page<DeviceView>> list(
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @QueryParam("after") @DefaultValue("") String after) {
        return devices.after(caller.tenant(), after, limit.andOne())
                .map(read -> Page.of(read, limit, row -> row.device).map(DeviceView::of));
    }

    @DELETE
    @Path("/{device}")
    @RolesAllowed(Permission.WRITE_DEVICES)
    @Operation(summary = "Forgets a device and its credentials; its twin stays")
    public Uni<Void> delete(@PathParam("device") DeviceId device) {
        return devices.remove(caller.tenant(), caller.author(), device);
    }

    private static RestResponse<DeviceView> answer(RestResponse.Status status, DeviceRow row) {
        return RestResponse.ResponseBuilder.create(status, DeviceView.of(row))
                .header(HttpHeaders.ETAG, Revision.etag(row.revision))
                .build();
    }

    /** A device as it is asked for; see {@link Binding#of} for what is not said. */
    record DeviceRequest(
            @Nullable TypeId type,
            @Nullable TwinId twin,
            @Nullable GroupId group) {}

    /** A device as it is shown. */
    record DeviceView(String id, String type, String twin, String group, int generation, Instant createdAt) {

        static DeviceView of(DeviceRow row) {
            return new DeviceView(row.device, row.type, row.twin, row.group, row.generation, row.createdAt);
        }
    }
}
