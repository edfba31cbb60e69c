package io.counterpart.portal.history;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A history in memory: what a test put there. */
@Singleton
public class FakeHistory implements TwinHistory {

    private final Map<String, Map<PropertyName, List<Point>>> points = new ConcurrentHashMap<>();
    private final Map<String, List<TwinEvent>> events = new ConcurrentHashMap<>();

    public void put(TenantId tenant, String twin, PropertyName property, List<Point> values) {
        points.computeIfAbsent(tenant + "/" + twin, of -> new ConcurrentHashMap<>())
                .put(property, values);
    }

    @Override
    public Uni<Answer> read(TenantId tenant, TwinState twin, Question question) {
        long fromMs = question.after() == null ? question.fromMs() : Long.parseLong(question.after());
        List<Long> times = points.getOrDefault(tenant + "/" + twin.twin(), Map.of()).entrySet().stream()
                .filter(entry -> question.properties().contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .map(Point::ts)
                .filter(ts -> ts >= fromMs && ts < question.toMs())
                .sorted()
                .distinct()
                .toList();
        boolean isWhole = question.points() != null || times.size() <= question.limit();
        long toMs = isWhole ? question.toMs() : times.get(question.limit());
        Map<PropertyName, Facets> found = new LinkedHashMap<>();
        points.getOrDefault(tenant + "/" + twin.twin(), Map.of()).forEach((name, values) -> {
            if (question.properties().contains(name)) {
                found.put(
                        name,
                        new Facets(
                                values.stream()
                                        .filter(point -> point.ts() >= fromMs && point.ts() < toMs)
                                        .toList(),
                                null,
                                null));
            }
        });
        return Uni.createFrom().item(new Answer(found, isWhole ? null : Long.toString(toMs)));
    }

    @Override
    public Uni<Map<PropertyName, Facets>> newest(
            TenantId tenant, TwinState twin, long beforeMs, @Nullable Long knownAtMs) {
        Map<PropertyName, Facets> known = new LinkedHashMap<>();
        points.getOrDefault(tenant + "/" + twin.twin(), Map.of())
                .forEach((name, values) -> known.put(
                        name,
                        new Facets(
                                values.stream()
                                        .filter(point ->
                                                point.ts() < beforeMs && (knownAtMs == null || point.ts() <= knownAtMs))
                                        .sorted(Comparator.comparingLong(Point::ts)
                                                .reversed())
                                        .limit(1)
                                        .toList(),
                                null,
                                null)));
        return Uni.createFrom().item(known);
    }

    @Override
    public Uni<Optional<TwinEvent>> definitionAsKnown(TenantId tenant, TwinId twin, long knownAtMs) {
        return Uni.createFrom()
                .item(happened(tenant, twin)
                        .filter(event -> event.knownAt() <= knownAtMs)
                        .reduce((before, after) -> after));
    }

    @Override
    public Uni<Events> timeline(
            TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit) {
        List<TwinEvent> inOrder = happened(tenant, twin)
                .filter(event -> event.knownAt() >= fromMs && event.knownAt() < toMs)
                .toList();
        List<TwinEvent> found = isNewestFirst ? inOrder.reversed() : inOrder;
        return Uni.createFrom()
                .item(new Events(
                        found.stream().limit(limit).toList(),
                        found.size() > limit ? found.get(limit).knownAt() + (isNewestFirst ? 1 : 0) : null));
    }

    @Override
    public Uni<Events> commands(
            TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit) {
        return timeline(tenant, twin, fromMs, toMs, isNewestFirst, limit)
                .map(found -> new Events(
                        found.events().stream()
                                .filter(TwinEvent.Commanded.class::isInstance)
                                .toList(),
                        found.nextMs()));
    }

    private Stream<TwinEvent> happened(TenantId tenant, TwinId twin) {
        return events.getOrDefault(tenant + "/" + twin, List.of()).stream();
    }

    public void happen(TenantId tenant, TwinEvent event) {
        events.computeIfAbsent(tenant + "/" + event.twin(), of -> new CopyOnWriteArrayList<>())
                .add(event);
    }
}
