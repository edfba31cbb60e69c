package io.counterpart.portal.command;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Commands over HTTP, by their ids. */
@Path(ApiRoute.ROOT + "/commands")
@Tag(name = "commands")
@Produces(MediaType.APPLICATION_JSON)
public class CommandResource {

    private final Commands commands;
    private final Caller caller;

    CommandResource(Commands commands, Caller caller) {
        this.commands = commands;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ_TWINS)
    @APIResponse(
            responseCode = "200",
            description = "The command",
            content = @Content(schema = @Schema(implementation = CommandView.class)))
    @Operation(
            summary = "What became of a command",
            description =
                    "'status' is requested, delivered (the device has it), succeeded, failed (the device says so, or answered otherwise "
                            + "than its type declares), expired, refused (too many were open) or cancelled (the twin was removed). An answer "
                            + "that comes after the time is heeded for a while, so 'expired' may become 'succeeded' or 'failed'. "
                            + "A command is found for 90 days; each step stands on the twin's timeline.")
    public Uni<Response> get(@RestPath String id) {
        TenantId tenant = caller.tenant();
        if (!CommandId.isValid(id)) {
            throw Commands.unknown();
        }
        return commands.find(tenant, new CommandId(id))
                .map(command -> Response.ok(command)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
