package io.counterpart.tenants.device;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.tenants.caller.CurrentCaller;
import io.counterpart.tenants.http.Limit;
import io.counterpart.tenants.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What could not be used of what a device sent. */
@Path(ApiRoute.ROOT + "/devices/{device}/rejections")
@Tag(name = "Devices")
class RejectionResource {

    private final Devices devices;
    private final RejectionLog log;
    private final CurrentCaller caller;

    @Inject
    RejectionResource(Devices devices, RejectionLog log, CurrentCaller caller) {
        this.devices = devices;
        this.log = log;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ_DEVICES)
    @Operation(summary = "What was rejected in the last 24 hours, why, and the bytes: newest first")
    public Uni<Page<RejectionView>> list(
            @PathParam("device") DeviceId device, @QueryParam("limit") @DefaultValue("100") Limit limit) {
        return devices.get(caller.tenant(), device)
                .chain(known -> log.newest(caller.tenant(), device, limit.value()))
                .map(found -> new Page<>(found, null).map(RejectionView::of));
    }

    /**
     * A rejection as it is shown.
     *
     * @param at when the platform learned it
     * @param reason a stable word
     * @param detail what was wrong, and what to do
     * @param bytes what the device sent, base64, as much as is kept
     * @param length how many bytes it sent
     */
    record RejectionView(
            Instant at,
            String twin,
            RejectionReason reason,
            String detail,
            @Nullable String property,
            String bytes,
            int length) {

        static RejectionView of(Rejection rejection) {
            return new RejectionView(
                    Instant.ofEpochMilli(rejection.knownAt()),
                    rejection.twin().value(),
                    rejection.reason(),
                    rejection.detail(),
                    rejection.property(),
                    rejection.bytes(),
                    rejection.length());
        }
    }
}
