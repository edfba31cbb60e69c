package io.counterpart.portal.history;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.reader.History;
import io.counterpart.history.reader.HistoryQuery;
import io.counterpart.history.reader.HistoryReader;
import io.counterpart.history.reader.PropertyRef;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.reader.Series;
import io.counterpart.portal.problem.ApiProblem;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

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
        List<PropertyRef> properties = places(twin, question.properties());
        long fromMs = question.after() == null ? question.fromMs() : Long.parseLong(question.after());
        if (properties.isEmpty() || fromMs >= question.toMs()) {
            return Uni.createFrom().item(new Answer(Map.of(), null));
        }
        HistoryQuery query = new HistoryQuery(
                twin.twin(),
                properties,
                fromMs,
                question.toMs(),
                question.knownAtMs() == null ? OptionalLong.empty() : OptionalLong.of(question.knownAtMs()),
                question.points() == null
                        ? new HistoryQuery.Detail.Page(question.limit())
                        : new HistoryQuery.Detail.Points(question.points()));
        return Uni.createFrom()
                .completionStage(() -> reader.read(tenant, query).toCompletionStage())
                .map(QuestDbTwinHistory::answer)
                .onFailure()
                .transform(failure -> unavailable(tenant, failure));
    }

    /** Where history keeps what was asked for; what the twin does not have is nowhere. */
    private static List<PropertyRef> places(TwinState twin, List<PropertyName> asked) {
        List<PropertyRef> places = new ArrayList<>();
        for (PropertyName name : asked) {
            PropertyState property = twin.properties().get(name);
            if (property != null) {
                places.add(new PropertyRef(name, property.schema(), property.slot()));
            }
        }
        return places;
    }

    private static Answer answer(History history) {
        Map<PropertyName, List<Point>> points = new HashMap<>();
        for (Series series : history.series()) {
            points.put(
                    series.property().name(),
                    series.points().stream()
                            .map(point -> new Point(point.ts(), point.value()))
                            .toList());
        }
        OptionalLong next = history.nextFromMs();
        return new Answer(points, next.isPresent() ? Long.toString(next.getAsLong()) : null);
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
