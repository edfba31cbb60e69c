package io.counterpart.portal.history;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.reader.History;
import io.counterpart.history.reader.HistoryQuery;
import io.counterpart.history.reader.HistoryReader;
import io.counterpart.history.reader.PropertyRef;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.reader.Timeline;
import io.counterpart.portal.problem.ApiProblem;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** History in QuestDB, through the library that wrote it. */
@DefaultBean
@ApplicationScoped
class QuestDbTwinHistory implements TwinHistory {

    private static final Logger LOG = Logger.getLogger(QuestDbTwinHistory.class);

    private final HistoryReader reader;

    QuestDbTwinHistory(Vertx vertx, HistoryConfig config) {
        reader = new HistoryReader(
                vertx,
                new QuestDbAddress(config.http(), config.pg(), config.user(), config.password()),
                new ReaderLimits(config.connections(), config.answerTimeout(), config.rows()));
    }

    @Override
    public Uni<Answer> read(TenantId tenant, TwinState twin, Question question) {
        return Uni.createFrom().deferred(() -> answer(tenant, twin, question));
    }

    private Uni<Answer> answer(TenantId tenant, TwinState twin, Question question) {
        List<Place> places = places(twin, question.properties());
        long fromMs = question.after() == null ? question.fromMs() : Long.parseLong(question.after());
        if (places.isEmpty() || fromMs >= question.toMs()) {
            return Uni.createFrom().item(new Answer(Map.of(), null));
        }
        HistoryQuery query = new HistoryQuery(
                twin.twin(),
                places.stream().map(Place::ref).toList(),
                fromMs,
                question.toMs(),
                optional(question.knownAtMs()),
                question.points() == null
                        ? new HistoryQuery.Detail.Page(question.limit())
                        : new HistoryQuery.Detail.Points(question.points()));
        return asked(tenant, () -> reader.read(tenant, query)).map(found -> answer(places, found));
    }

    @Override
    public Uni<Map<PropertyName, Facets>> newest(
            TenantId tenant, TwinState twin, long beforeMs, @Nullable Long knownAtMs) {
        List<Place> places = places(twin, List.copyOf(twin.properties().keySet()));
        List<PropertyRef> refs = places.stream().map(Place::ref).toList();
        return asked(tenant, () -> reader.newest(tenant, twin.twin(), refs, beforeMs, optional(knownAtMs)))
                .map(found -> {
                    List<List<Point>> points = found.stream()
                            .map(point -> point.map(known -> new Point(known.ts(), known.value())).stream()
                                    .toList())
                            .toList();
                    return facets(places, points);
                });
    }

    @Override
    public Uni<Optional<TwinEvent>> definitionAsKnown(TenantId tenant, TwinId twin, long knownAtMs) {
        return asked(tenant, () -> reader.definitionAsKnown(tenant, twin, knownAtMs));
    }

    @Override
    public Uni<Events> timeline(
            TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit) {
        return asked(tenant, () -> reader.timeline(tenant, twin, fromMs, toMs, isNewestFirst, limit))
                .map(QuestDbTwinHistory::events);
    }

    @Override
    public Uni<Events> commands(
            TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit) {
        return asked(tenant, () -> reader.commands(tenant, twin, fromMs, toMs, isNewestFirst, limit))
                .map(QuestDbTwinHistory::events);
    }

    private static Events events(Timeline found) {
        return new Events(
                found.events(), found.nextMs().isPresent() ? found.nextMs().getAsLong() : null);
    }

    private static OptionalLong optional(@Nullable Long ms) {
        return ms == null ? OptionalLong.empty() : OptionalLong.of(ms);
    }

    private static <T> Uni<T> asked(TenantId tenant, Supplier<Future<T>> question) {
        return Uni.createFrom()
                .completionStage(() -> question.get().toCompletionStage())
                .onFailure()
                .transform(failure -> unavailable(tenant, failure));
    }

    /** What is kept of a property. */
    private enum Facet {
        MEASURED,
        FILTERED,
        QUALITY
    }

    private record Place(PropertyName name, Facet facet, PropertyRef ref) {}

    /** Where history keeps what was asked for; what the twin does not have is nowhere. */
    private static List<Place> places(TwinState twin, List<PropertyName> asked) {
        List<Place> places = new ArrayList<>();
        for (PropertyName name : asked) {
            PropertyState property = twin.properties().get(name);
            if (property == null) {
                continue;
            }
            places.add(new Place(name, Facet.MEASURED, new PropertyRef(name, property.schema(), property.slot())));
            PropertyState.Filtered filtered = property.filtered();
            if (filtered != null) {
                places.add(number(name, Facet.FILTERED, filtered.slot()));
            }
            PropertyState.Judged judged = property.judged();
            if (judged != null) {
                places.add(number(name, Facet.QUALITY, judged.slot()));
            }
        }
        return places;
    }

    private static Place number(PropertyName name, Facet facet, int slot) {
        return new Place(name, facet, new PropertyRef(name, ValueSchema.DOUBLE, slot));
    }

    private static Answer answer(List<Place> places, History history) {
        List<List<Point>> points = history.series().stream()
                .map(series -> series.points().stream()
                        .map(point -> new Point(point.ts(), point.value()))
                        .toList())
                .toList();
        OptionalLong next = history.nextFromMs();
        return new Answer(facets(places, points), next.isPresent() ? Long.toString(next.getAsLong()) : null);
    }

    /** What was found at each place, by property. */
    private static Map<PropertyName, Facets> facets(List<Place> places, List<List<Point>> points) {
        Map<PropertyName, Map<Facet, List<Point>>> found = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            found.computeIfAbsent(places.get(i).name(), name -> new EnumMap<>(Facet.class))
                    .put(places.get(i).facet(), points.get(i));
        }
        Map<PropertyName, Facets> properties = new HashMap<>();
        found.forEach((name, facets) -> properties.put(
                name,
                new Facets(
                        facets.getOrDefault(Facet.MEASURED, List.of()),
                        facets.get(Facet.FILTERED),
                        facets.get(Facet.QUALITY))));
        return properties;
    }

    private static ApiProblem unavailable(TenantId tenant, Throwable failure) {
        LOG.warnf(failure, "history not readable tenant=%s", tenant);
        return new ApiProblem(
                ProblemType.UNAVAILABLE, "History does not answer in time. Ask for less, or again in a while.");
    }

    @PreDestroy
    void stop() {
        reader.close();
    }
}
