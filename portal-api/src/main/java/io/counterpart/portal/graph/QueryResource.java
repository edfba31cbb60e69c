package io.counterpart.portal.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.access.TenantTurns;
import io.counterpart.portal.history.Moment;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.query.Outcome;
import io.counterpart.portal.query.Query;
import io.counterpart.portal.query.QueryError;
import io.counterpart.portal.query.QueryLimits;
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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Queries over a tenant's twins. */
@Path(ApiRoute.ROOT + "/query")
@Tag(name = "twins")
@Produces(MediaType.APPLICATION_JSON)
public class QueryResource {

    /** How many queries of one tenant run at once here: each takes a thread for up to a second. */
    static final int AT_ONCE = 4;

    private static final int LIMIT_DEFAULT = 100;

    private final GraphIndexes graphs;
    private final Vertx vertx;
    private final Caller caller;
    private final TenantTurns turns = new TenantTurns(
            AT_ONCE, "queries", "The tenant has " + AT_ONCE + " queries running, which is as many as may run at once.");

    QueryResource(GraphIndexes graphs, Vertx vertx, Caller caller) {
        this.graphs = graphs;
        this.vertx = vertx;
        this.caller = caller;
    }

    /**
     * A question.
     *
     * @param query its text, see docs/query.md
     * @param limit how many rows a page holds
     * @param after where the last page ended, as it said in {@code next}
     * @param minRevision the graph's revision that must be seen, as a write's answer named it; the newest is seen anyway
     * @param knownAt the graph as it was known then, epoch milliseconds or ISO 8601; without live values
     */
    public record Body(
            @JsonProperty(required = true) String query,
            @Nullable Integer limit,
            @Nullable String after,
            @Nullable Long minRevision,
            @Nullable String knownAt) {}

    /**
     * What a column holds.
     *
     * @param kind {@code twin}, {@code relationship} or {@code value}
     */
    public record Column(String name, String kind) {}

    /**
     * An answer.
     *
     * @param columns what rows have, in the order of the query
     * @param items rows, by column
     * @param next where the next page begins, null at the end
     * @param cost how many twins and relationships were looked at
     * @param revision of the graph that was asked
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Answer(
            List<Column> columns,
            List<Map<String, @Nullable Object>> items,
            @Nullable String next,
            long cost,
            long revision) {}

    @POST
    @RolesAllowed(Permission.READ_TWINS)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask for twins, by what they are, what they lead to and what they say now",
            description =
                    "SELECT t, u.pressure FROM twins t JOIN u RELATED t.feeds WHERE IS_OF_MODEL(t, 'dtmi:com:example:Pump;1') "
                            + "AND u.pressure > 9. A query may look at " + QueryLimits.BUDGET_DEFAULT
                            + " twins and relationships; one that needs more is refused with what it needs and how to "
                            + "narrow it. What was written before is seen.")
    public Uni<Answer> ask(Body body) {
        TenantId tenant = caller.tenant();
        if (body == null || body.query() == null) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "The body must hold a 'query'.");
        }
        int limit = body.limit() == null ? LIMIT_DEFAULT : body.limit();
        if (limit < 1 || limit > QueryLimits.LIMIT_MAX) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'limit' must be 1 to " + QueryLimits.LIMIT_MAX + ".");
        }
        Query query = parsed(body.query());
        Moment knownAt = Moment.ofMember("knownAt", body.knownAt());
        Turn turn = new Turn(turns.enter(tenant));
        Uni<GraphView> graph =
                knownAt == null ? graphs.of(tenant, body.minRevision()) : graphs.asKnownAt(tenant, knownAt.epochMs());
        return graph.chain(view -> vertx.executeBlocking(
                        () -> {
                            turn.begun = true;
                            try {
                                return answer(query, view, limit, body.after());
                            } finally {
                                turn.leave.run();
                            }
                        },
                        false))
                .eventually(() -> {
                    // A caller who went away does not end what runs.
                    if (!turn.begun) {
                        turn.leave.run();
                    }
                });
    }

    /** A query's turn, and whether its thread has begun, which then ends it. */
    private static final class Turn {
        private final Runnable leave;
        private volatile boolean begun;

        Turn(Runnable leave) {
            this.leave = leave;
        }
    }

    private static Query parsed(String text) {
        try {
            return Query.parse(text);
        } catch (QueryError error) {
            throw new ApiProblem(
                    ProblemType.INVALID_QUERY,
                    "Line " + error.line() + ", column " + error.column() + ": "
                            + error.fault().title() + "; expected " + error.expected() + ".",
                    Map.of(
                            "id",
                            error.fault().word(),
                            "line",
                            error.line(),
                            "column",
                            error.column(),
                            "expected",
                            error.expected()));
        }
    }

    private static Answer answer(Query query, GraphView graph, int limit, @Nullable String after) {
        return switch (query.run(graph, limit, after, QueryLimits.BUDGET_DEFAULT)) {
            case Outcome.Answer found ->
                new Answer(
                        query.columns().stream()
                                .map(column -> new Column(
                                        column.name(), column.kind().name().toLowerCase(Locale.ROOT)))
                                .toList(),
                        found.rows().stream()
                                .map(row -> Rendering.of(row, graph))
                                .toList(),
                        found.next(),
                        found.cost(),
                        graph.revision());
            case Outcome.TooExpensive expensive ->
                throw new ApiProblem(
                        ProblemType.QUERY_TOO_EXPENSIVE,
                        "It may look at " + expensive.budget() + " twins and relationships: " + expensive.part() + ". "
                                + expensive.advice(),
                        Map.of("cost", expensive.cost(), "budget", expensive.budget()));
            case Outcome.TooManyGroups groups ->
                throw new ApiProblem(
                        ProblemType.QUERY_TOO_EXPENSIVE,
                        "It makes more than " + groups.groupsMax() + " groups. Group by less, or narrow it.",
                        Map.of("cost", groups.cost()));
            case Outcome.UnknownContinuation unknown ->
                throw new ApiProblem(
                        ProblemType.BAD_REQUEST, "'after' must be what a page of this very query named as 'next'.");
        };
    }
}
