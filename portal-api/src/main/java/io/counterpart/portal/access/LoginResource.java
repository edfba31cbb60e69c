package io.counterpart.portal.access;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where a browser logs in and out. Whoever is not logged in is sent to Keycloak and comes back here with a code, which the server
 * changes for tokens; the browser gets a cookie. Logging out is Quarkus' doing, before this resource is reached.
 */
@Path("/")
public class LoginResource {

    @GET
    @Path("login")
    @Authenticated
    @Operation(hidden = true)
    public Response login() {
        return home();
    }

    @GET
    @Path("logout")
    @Authenticated
    @Operation(hidden = true)
    public Response logout() {
        return home();
    }

    private static Response home() {
        return Response.seeOther(URI.create("/")).build();
    }
}
