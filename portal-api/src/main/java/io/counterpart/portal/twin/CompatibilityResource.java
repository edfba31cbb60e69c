package io.counterpart.portal.twin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.Page;
import io.counterpart.portal.type.JsonText;
import io.counterpart.portal.type.TypePath;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What would become of twins if their type went to another version; changes nothing. */
@Path(ApiRoute.ROOT + "/twin-types/{path}/versions/{version}/compatibility")
@Tag(name = "twin types")
@Produces(MediaType.APPLICATION_JSON)
public class CompatibilityResource {

    private final TypeChanges changes;
    private final TwinList twins;
    private final LiveStates states;
    private final Caller caller;

    CompatibilityResource(TypeChanges changes, TwinList twins, LiveStates states, Caller caller) {
        this.changes = changes;
        this.twins = twins;
        this.states = states;
        this.caller = caller;
    }

    /**
     * The answer.
     *
     * @param verdict {@code compatible}, {@code migratable} or {@code breaking}: the worst of the changes
     * @param changes what differs
     * @param twins those that have this type now, the first of them
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Answer(String verdict, List<TypeChanges.Change> changes, Page<TwinId> twins) {}

    @POST
    @RolesAllowed(Permission.READ_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What another version of this type would break",
            description =
                    "The body is the other version, as it would be defined. 'compatible': all that twins have stays right; "
                            + "'migratable': values can be carried over by rule; 'breaking': something has no place any "
                            + "more. 'twins' has those of the type, the first " + Page.LIMIT_DEFAULT
                            + "; the rest is found by GET /twins with 'type' and, as 'after', what 'next' says.")
    public Uni<Answer> check(@RestPath String path, @RestPath String version, byte[] other) throws IOException {
        TenantId tenant = caller.tenant();
        TypeId id = TypePath.typeId(path, version);
        return changes.between(tenant, id, JsonText.read(other))
                .chain(compatibility -> twinsOf(tenant, id)
                        .map(page -> new Answer(
                                TypeChanges.word(compatibility.verdict()), TypeChanges.told(compatibility), page)));
    }

    private Uni<Page<TwinId>> twinsOf(TenantId tenant, TypeId type) {
        TwinList.Filter filter = new TwinList.Filter("", type, "");
        return states.of(tenant)
                .chain(live -> twins.page(tenant, live, filter, Page.LIMIT_DEFAULT))
                .map(page -> new Page<>(page.items().stream().map(Twin::id).toList(), page.next()));
    }
}
