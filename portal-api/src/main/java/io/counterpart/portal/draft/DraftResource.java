package io.counterpart.portal.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.engine.draft.Draft;
import io.counterpart.engine.draft.DraftFrom;
import io.counterpart.engine.draft.TypeDrafter;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.access.TenantTurns;
import io.counterpart.portal.history.Moment;
import io.counterpart.portal.history.TwinPath;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Proposes a type from what a twin's device has sent; changes nothing. */
@Path(ApiRoute.ROOT + "/twins/{twin}/type-drafts")
@Tag(name = "twin types")
@Produces(MediaType.APPLICATION_JSON)
public class DraftResource {

    private final Readings readings;
    private final LiveStates states;
    private final Vertx vertx;
    private final Caller caller;

    /** Each holds all that it is made from. */
    private final TenantTurns turns =
            new TenantTurns(1, "type-drafts", "The tenant has a type drafted already. Wait for it.");

    DraftResource(Readings readings, LiveStates states, Vertx vertx, Caller caller) {
        this.readings = readings;
        this.states = states;
        this.vertx = vertx;
        this.caller = caller;
    }

    /**
     * What to draft.
     *
     * @param id the type's identifier to be, with its version; one of the tenant's and the twin's names where it is left out
     * @param from of readings since then, epoch milliseconds or ISO 8601; as far back as is needed where it is left out
     * @param to of readings before then; of all that there are where it is left out
     */
    public record Body(
            @Nullable TypeId id,
            @Nullable String from,
            @Nullable String to) {}

    /**
     * A proposal.
     *
     * @param document the type, as {@code POST /twin-types} takes it
     * @param remarks what was guessed, from what, and how sure that is
     * @param from of readings since then, epoch milliseconds
     * @param to of readings before then
     */
    public record Proposal(JsonNode document, List<Remark> remarks, long from, long to) {}

    /**
     * A guess.
     *
     * @param property which, as the device calls it; absent where it is of the type as a whole
     * @param content the same as the document calls it, with its component's name before a dot; absent where it has none
     * @param subject what of it
     * @param guess what was guessed
     * @param reason from what
     * @param confidence {@code certain}, {@code likely} or {@code unsure}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Remark(
            @Nullable PropertyName property,
            @Nullable String content,
            String subject,
            String guess,
            String reason,
            String confidence) {}

    @POST
    @RolesAllowed(Permission.READ_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Propose a type for a twin from what its device has sent",
            description =
                    "Names, schemas, units, periods and limits as they can be guessed from the readings, with a remark on each "
                            + "guess. Edit the document, define it by POST /twin-types, and give it to the twin by PUT "
                            + "/twins/{twin}.")
    public Uni<Proposal> draft(@RestPath String twin, Body body) {
        TenantId tenant = caller.tenant();
        if (body == null) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "The body must be an object, which may be empty.");
        }
        Moment from = Moment.ofMember("from", body.from());
        Moment to = Moment.ofMember("to", body.to());
        TwinId id = TwinPath.twinId(twin);
        TypeId type = body.id() == null ? FirstTypeId.of(tenant, id) : body.id();
        Runnable leave = turns.enter(tenant);
        return states.of(tenant)
                .chain(live -> {
                    TwinState state = live.twin(id).orElseThrow(DraftResource::unheard);
                    return readings.of(tenant, state, from, to)
                            .chain(read -> vertx.executeBlocking(() -> proposal(type, read)));
                })
                .eventually(leave);
    }

    private static Proposal proposal(TypeId id, Readings.Read read) {
        Draft draft;
        try {
            draft = TypeDrafter.draft(new DraftFrom(id, read.observed()));
        } catch (IllegalArgumentException notPossible) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'id': " + notPossible.getMessage() + ".");
        }
        List<Remark> remarks = draft.remarks().stream()
                .map(remark -> new Remark(
                        remark.property(),
                        remark.property() == null ? null : draft.names().get(remark.property()),
                        word(remark.subject()),
                        remark.guess(),
                        remark.reason(),
                        word(remark.confidence())))
                .toList();
        return new Proposal(draft.document(), remarks, read.fromMs(), read.toMs());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ApiProblem unheard() {
        return new ApiProblem(
                ProblemType.NOT_FOUND,
                "There is no such twin, or nothing was heard of it yet: let its device send first.");
    }
}
