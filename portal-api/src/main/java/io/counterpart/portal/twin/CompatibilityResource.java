package io.counterpart.portal.twin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.engine.dtdl.Compatibility;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.Page;
import io.counterpart.portal.type.TwinTypes;
import io.counterpart.portal.type.TypeLanguage;
import io.counterpart.portal.type.TypePath;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What would become of twins if their type went to another version; changes nothing. */
@Path(ApiRoute.ROOT + "/twin-types/{path}/versions/{version}/compatibility")
@Tag(name = "twin types")
@Produces(MediaType.APPLICATION_JSON)
public class CompatibilityResource {

    private final TypeLanguage language;
    private final TwinTypes types;
    private final TwinList twins;
    private final LiveStates states;
    private final Caller caller;

    CompatibilityResource(TypeLanguage language, TwinTypes types, TwinList twins, LiveStates states, Caller caller) {
        this.language = language;
        this.types = types;
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
    public record Answer(String verdict, List<Change> changes, Page<TwinId> twins) {}

    /**
     * A difference.
     *
     * @param name of what changed, a component's contents after its name and a dot; empty for the type itself
     * @param verdict how bad it is
     * @param what a sentence
     */
    public record Change(String name, String verdict, String what) {}

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
    public Uni<Answer> check(@RestPath String path, @RestPath String version, JsonNode other) {
        TenantId tenant = caller.tenant();
        TypeId id = TypePath.typeId(path, version);
        return types.documents(tenant, Set.of(id)).chain(found -> {
            JsonNode document = found.get(id);
            if (document == null) {
                throw TypePath.unknown();
            }
            return language.read(tenant, document)
                    .chain(older -> language.read(tenant, other).map(newer -> Compatibility.between(older, newer)))
                    .chain(compatibility -> twinsOf(tenant, id).map(page -> answer(compatibility, page)));
        });
    }

    private Uni<Page<TwinId>> twinsOf(TenantId tenant, TypeId type) {
        TwinList.Filter filter = new TwinList.Filter("", type, "");
        return states.of(tenant)
                .chain(live -> twins.page(tenant, live, filter, Page.LIMIT_DEFAULT))
                .map(page -> new Page<>(page.items().stream().map(Twin::id).toList(), page.next()));
    }

    private static Answer answer(Compatibility compatibility, Page<TwinId> twins) {
        return new Answer(
                word(compatibility.verdict()),
                compatibility.changes().stream()
                        .map(change -> new Change(change.name(), word(change.verdict()), change.what()))
                        .toList(),
                twins);
    }

    private static String word(Compatibility.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
