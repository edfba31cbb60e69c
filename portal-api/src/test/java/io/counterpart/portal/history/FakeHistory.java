package io.counterpart.portal.history;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.TwinState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A history in memory: what a test put there, whatever is asked. */
@Singleton
public class FakeHistory implements TwinHistory {

    private final Map<String, Map<PropertyName, List<Point>>> points = new ConcurrentHashMap<>();

    void put(TenantId tenant, String twin, PropertyName property, List<Point> values) {
        points.computeIfAbsent(tenant + "/" + twin, of -> new ConcurrentHashMap<>())
                .put(property, values);
    }

    @Override
    public Uni<Answer> read(TenantId tenant, TwinState twin, Question question) {
        Map<PropertyName, Facets> found = new LinkedHashMap<>();
        points.getOrDefault(tenant + "/" + twin.twin(), Map.of()).forEach((name, values) -> {
            if (question.properties().contains(name)) {
                found.put(name, new Facets(values, null, null));
            }
        });
        return Uni.createFrom().item(new Answer(found, question.points() == null ? "more" : null));
    }
}
