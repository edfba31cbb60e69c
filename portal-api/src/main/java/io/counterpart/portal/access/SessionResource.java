package io.counterpart.portal.access;

import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.identity.TenantId;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Tells a caller who it is to us. */
@Path("/api/v1/session")
@Tag(name = "session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final Caller caller;
    private final MqttDoor door;

    SessionResource(Caller caller, MqttDoor door) {
        this.caller = caller;
        this.door = door;
    }

    /**
     * The caller.
     *
     * @param subject who it is
     * @param email its address, null for a program
     * @param name what to call it
     * @param tenant the tenant this request is of; null when it is of none, or of several and names none
     * @param tenants those it can choose from by the header {@code Counterpart-Tenant}
     * @param roles what it is in the tenant
     * @param permissions what it may do there
     * @param mqtt where its devices connect
     */
    public record Session(
            String subject,
            @Nullable String email,
            String name,
            @Nullable String tenant,
            List<String> tenants,
            List<String> roles,
            List<String> permissions,
            Mqtt mqtt) {}

    /**
     * An MQTT address.
     *
     * @param host null for the host of this page
     * @param port without TLS
     */
    public record Mqtt(@Nullable String host, int port) {}

    @GET
    @Authenticated
    @Operation(summary = "Who am I, in which tenant, and what may I do there?")
    public RestResponse<Session> session() {
        Admission admission = caller.admission();
        Admission.Person person = admission.person();
        String tenant = admission.tenant() == null ? null : admission.tenant().value();
        Session session = new Session(
                person.subject(),
                person.email(),
                person.name(),
                tenant,
                admission.tenants().stream().map(TenantId::value).sorted().toList(),
                admission.roles().stream().map(Role::word).sorted().toList(),
                List.copyOf(admission.permissions()),
                new Mqtt(door.publicHost().orElse(null), door.publicPort()));
        return RestResponse.ResponseBuilder.ok(session)
                .header("Cache-Control", "no-store")
                .build();
    }
}
