package io.counterpart.portal.twin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.engine.dtdl.Compatibility;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.Page;
import io.counterpart.portal.type.TypePath;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Takes twins from one version of their type to another, and back. */
@Path(ApiRoute.ROOT + "/twin-types/{path}/versions/{version}/migrations")
@Tag(name = "twin types")
@Produces(MediaType.APPLICATION_JSON)
public class MigrationResource {

    private static final Logger LOG = Logger.getLogger(MigrationResource.class);

    private final TypeChanges changes;
    private final Twins twins;
    private final TwinList list;
    private final LiveStates states;
    private final Caller caller;

    MigrationResource(TypeChanges changes, Twins twins, TwinList list, LiveStates states, Caller caller) {
        this.changes = changes;
        this.twins = twins;
        this.list = list;
        this.states = states;
        this.caller = caller;
    }

    /**
     * What to migrate.
     *
     * @param to the version to go to
     * @param dryRun whether to say only what would become of it
     * @param acceptBreaking whether to do so though something has no place in the other version
     * @param limit how many twins at once
     * @param after where the last call ended, as it said in {@code next}
     */
    public record Body(
            @JsonProperty(required = true) String to,
            @Nullable Boolean dryRun,
            @Nullable Boolean acceptBreaking,
            @Nullable Integer limit,
            @Nullable String after) {}

    /**
     * A twin that stays as it is.
     *
     * @param reason why, and what to do
     */
    public record Refused(TwinId twin, String reason) {}

    /**
     * What came of it.
     *
     * @param verdict {@code compatible}, {@code migratable} or {@code breaking}: the worst of the changes
     * @param changes what differs between the versions
     * @param dryRun whether nothing was changed
     * @param migrated the twins that have the other version now, or would have
     * @param refused those that cannot
     * @param next the next call's {@code after}, null when all were seen
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Answer(
            String verdict,
            List<TypeChanges.Change> changes,
            boolean dryRun,
            List<TwinId> migrated,
            List<Refused> refused,
            @Nullable String next) {}

    @POST
    @RolesAllowed(Permission.WRITE_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Take the twins of this version to another, some at once",
            description =
                    "With 'dryRun' it says what would become of them. Values are carried over, converted where the unit is another; "
                            + "a twin whose relationships the other version does not allow is refused, the others go. "
                            + "The way back is the same call on the other version: what was stored before is found again. A "
                            + "change that breaks something needs 'acceptBreaking'. Call again with 'after' until 'next' "
                            + "is null.")
    public Uni<Answer> migrate(@RestPath String path, @RestPath String version, Body body) {
        TenantId tenant = caller.tenant();
        if (body == null || body.to() == null) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "The body must say the version 'to' which to go.");
        }
        TypeId from = TypePath.typeId(path, version);
        TypeId to = TypePath.typeId(path, body.to());
        boolean dryRun = Boolean.TRUE.equals(body.dryRun());
        int limit = Page.limit(body.limit());
        return changes.between(tenant, from, to)
                .invoke(compatibility -> {
                    if (compatibility.verdict() == Compatibility.Verdict.BREAKING
                            && !dryRun
                            && !Boolean.TRUE.equals(body.acceptBreaking())) {
                        throw new ApiProblem(
                                ProblemType.CONFLICT,
                                "Something would have no place in the other version, see 'changes'. Say 'acceptBreaking' to "
                                        + "do so all the same.",
                                Map.of("changes", TypeChanges.told(compatibility)));
                    }
                })
                .chain(compatibility -> page(tenant, from, body.after(), limit)
                        .chain(page -> migrate(tenant, page, from, to, dryRun)
                                .map(done -> new Answer(
                                        TypeChanges.word(compatibility.verdict()),
                                        TypeChanges.told(compatibility),
                                        dryRun,
                                        done.migrated(),
                                        done.refused(),
                                        page.next()))));
    }

    private Uni<Page<Twin>> page(TenantId tenant, TypeId type, @Nullable String after, int limit) {
        String begin = after == null ? "" : TwinResource.wanted(after).value();
        return states.of(tenant).chain(live -> list.page(tenant, live, new TwinList.Filter(begin, type, ""), limit));
    }

    private record Done(List<TwinId> migrated, List<Refused> refused) {}

    private Uni<Done> migrate(TenantId tenant, Page<Twin> page, TypeId from, TypeId to, boolean dryRun) {
        Done done = new Done(new ArrayList<>(), new ArrayList<>());
        return Multi.createFrom()
                .iterable(page.items())
                .onItem()
                .transformToUniAndConcatenate(twin -> twins.migrate(tenant, twin.id(), from, to, dryRun)
                        .onFailure()
                        .recoverWithItem(failure -> Optional.of(notWritten(tenant, twin.id(), failure)))
                        .invoke(obstacle -> note(done, twin.id(), obstacle)))
                .collect()
                .last()
                .replaceWith(done);
    }

    /** Those before it have gone, so the answer must tell of them. */
    private static String notWritten(TenantId tenant, TwinId twin, Throwable failure) {
        LOG.warnf(failure, "twin not migrated tenant=%s twin=%s", tenant, twin);
        return "It could not be written. Call again.";
    }

    private static void note(Done done, TwinId twin, Optional<String> obstacle) {
        obstacle.ifPresentOrElse(
                why -> done.refused().add(new Refused(twin, why)),
                () -> done.migrated().add(twin));
    }
}
