package io.counterpart.portal.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.portal.access.Caller;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A twin's history over HTTP. */
@Path(ApiRoute.ROOT + "/twins/{twin}/history")
@Tag(name = "twins")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {

    private static final long HOUR_MS = 3_600_000;
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,15}");
    private static final int PROPERTIES_MAX = 50;
    private static final int POINTS_MAX = 5_000;
    private static final int LIMIT_DEFAULT = 1_000;
    private static final int LIMIT_MAX = 10_000;

    private final TwinHistory history;
    private final LiveStates states;
    private final DefinedTwins twins;
    private final Clock clock;
    private final Caller caller;

    HistoryResource(TwinHistory history, LiveStates states, DefinedTwins twins, Clock clock, Caller caller) {
        this.history = history;
        this.twins = twins;
        this.states = states;
        this.clock = clock;
        this.caller = caller;
    }

    /**
     * A twin's history.
     *
     * @param from beginning of the time read, epoch milliseconds
     * @param to its end
     * @param properties by name
     * @param next the next page's {@code after}; null at the end
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record History(
            long from,
            long to,
            Map<String, Series> properties,
            @Nullable String next) {}

    /**
     * One property's history.
     *
     * @param unit a DTDL unit name
     * @param measured pairs of event time, epoch milliseconds, and value; a null value is a gap
     * @param filtered likewise what the type's filter made of the values, where it moved; absent where there is none
     * @param quality pairs of event time and 0 to 100, for the values that were not believed in full: all others are at 100; absent
     *     where nobody judges them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Series(
            @Nullable String unit,
            List<List<@Nullable Object>> measured,
            @Nullable List<List<@Nullable Object>> filtered,
            @Nullable List<List<@Nullable Object>> quality) {}

    @GET
    @RolesAllowed(Permission.READ_TWINS)
    @Operation(
            summary = "What a twin's properties were",
            description =
                    "Times are epoch milliseconds, and are asked for so or in ISO 8601; 'to' is now and 'from' an hour before "
                            + "it by default. With 'points' each "
                            + "property is brought down to what a screen can show: lowest, highest and last of each "
                            + "bucket, gaps staying gaps. Without it every stored value comes, in pages. 'knownAt' reads as it "
                            + "was known then. Of types that judge or filter their signals there are 'quality' and 'filtered' beside "
                            + "'measured'.")
    public Uni<History> history(
            @RestPath String twin,
            @RestQuery @Nullable String properties,
            @RestQuery @Nullable Moment from,
            @RestQuery @Nullable Moment to,
            @RestQuery @Nullable Integer points,
            @RestQuery @Nullable Moment knownAt,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String after) {
        TenantId tenant = caller.tenant();
        long end = to == null ? clock.millis() + 1 : to.epochMs();
        long begin = from == null ? end - HOUR_MS : from.epochMs();
        int size = limit == null ? LIMIT_DEFAULT : limit;
        require(begin < end, "'from' must be before 'to'.");
        require(after == null || PLACE.matcher(after).matches(), "'after' must be what a page named as 'next'.");
        require(points == null || (points >= 1 && points <= POINTS_MAX), "'points' must be 1 to " + POINTS_MAX + ".");
        require(size >= 1 && size <= LIMIT_MAX, "'limit' must be 1 to " + LIMIT_MAX + ".");
        TwinId id = TwinPath.twinId(twin);
        return states.of(tenant)
                .chain(live -> live.twin(id)
                        .map(state -> {
                            TwinHistory.Question question = new TwinHistory.Question(
                                    chosen(properties, state.properties().keySet()),
                                    begin,
                                    end,
                                    points,
                                    knownAt == null ? null : knownAt.epochMs(),
                                    size,
                                    after);
                            return history.read(tenant, state, question)
                                    .map(answer -> history(question, state.properties(), answer));
                        })
                        .orElseGet(() -> twins.isDefined(tenant, id).map(defined -> {
                            if (!defined) {
                                throw TwinPath.unknown();
                            }
                            return new History(begin, end, Map.of(), null);
                        })));
    }

    /** All that the twin has, when none is named. One that it lacks has no history, which is no error. */
    private static List<PropertyName> chosen(@Nullable String properties, Set<PropertyName> known) {
        List<PropertyName> chosen;
        try {
            chosen = properties == null || properties.isBlank()
                    ? List.copyOf(known)
                    : Arrays.stream(properties.split(",", -1))
                            .map(PropertyName::new)
                            .distinct()
                            .toList();
        } catch (IllegalArgumentException malformed) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'properties': " + malformed.getMessage() + ".");
        }
        require(chosen.size() <= PROPERTIES_MAX, "Name up to " + PROPERTIES_MAX + " 'properties' at once.");
        return chosen;
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, otherwise);
        }
    }

    private static History history(
            TwinHistory.Question question, Map<PropertyName, PropertyState> known, TwinHistory.Answer answer) {
        Map<String, Series> series = new LinkedHashMap<>();
        for (PropertyName name : question.properties()) {
            PropertyState property = known.get(name);
            TwinHistory.Facets facets =
                    answer.properties().getOrDefault(name, new TwinHistory.Facets(List.of(), null, null));
            series.put(
                    name.value(),
                    new Series(
                            property == null ? null : property.unit(),
                            pairs(facets.measured()),
                            facets.filtered() == null ? null : pairs(facets.filtered()),
                            facets.quality() == null ? null : pairs(facets.quality())));
        }
        return new History(question.fromMs(), question.toMs(), series, answer.next());
    }

    private static List<List<@Nullable Object>> pairs(List<TwinHistory.Point> points) {
        List<List<@Nullable Object>> pairs = new ArrayList<>();
        for (TwinHistory.Point point : points) {
            pairs.add(Collections.unmodifiableList(Arrays.asList(point.ts(), point.value())));
        }
        return pairs;
    }
}
