package io.counterpart.portal.draft;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.draft.DraftFrom;
import io.counterpart.portal.history.Moment;
import io.counterpart.portal.history.TwinHistory;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a twin's device has sent, as far as a draft can use it. */
@Singleton
class Readings {

    /** Some thousands of readings of a device that sends every second, and enough of one that sends every minute. */
    private static final long DEFAULT_MS = 3 * 3_600_000L;

    private static final int PROPERTIES_AT_ONCE = 50;
    private static final int PAGE = 10_000;

    /** What a page counts for beside its values, so that pages of few are not asked for without end. */
    private static final int PAGE_COSTS = 500;

    /** Values in all, of which memory must hold each. */
    private static final int VALUES_MAX = 500_000;

    private final TwinHistory history;

    Readings(TwinHistory history) {
        this.history = history;
    }

    /**
     * What was sent.
     *
     * @param fromMs since then
     * @param toMs before then
     */
    record Read(List<DraftFrom.Observed> observed, long fromMs, long toMs) {}

    Uni<Read> of(TenantId tenant, TwinState twin, @Nullable Moment from, @Nullable Moment to) {
        long newest = twin.properties().values().stream()
                .filter(property -> property.value() != null)
                .mapToLong(PropertyState::ts)
                .max()
                .orElseThrow(() ->
                        new ApiProblem(ProblemType.CONFLICT, "The twin has no values yet: let its device send first."));
        long toMs = to == null ? newest + 1 : to.epochMs();
        long fromMs = from == null ? Math.max(0, toMs - DEFAULT_MS) : from.epochMs();
        if (fromMs >= toMs) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'from' must be before 'to'.");
        }
        List<PropertyName> names = List.copyOf(twin.properties().keySet());
        Map<PropertyName, List<DraftFrom.Reading>> found = new HashMap<>();
        Uni<Integer> read = Uni.createFrom().item(0);
        for (int i = 0; i < names.size(); i += PROPERTIES_AT_ONCE) {
            List<PropertyName> some = names.subList(i, Math.min(names.size(), i + PROPERTIES_AT_ONCE));
            read = read.chain(values -> pages(tenant, twin, some, fromMs, toMs, null, found, values));
        }
        return read.map(values -> new Read(observed(twin, found), fromMs, toMs));
    }

    private Uni<Integer> pages(
            TenantId tenant,
            TwinState twin,
            List<PropertyName> names,
            long fromMs,
            long toMs,
            @Nullable String after,
            Map<PropertyName, List<DraftFrom.Reading>> found,
            int valuesBefore) {
        TwinHistory.Question question = new TwinHistory.Question(names, fromMs, toMs, null, null, PAGE, after);
        return history.read(tenant, twin, question).chain(answer -> {
            int values = valuesBefore + PAGE_COSTS + take(answer, found);
            if (values > VALUES_MAX) {
                throw new ApiProblem(
                        ProblemType.BAD_REQUEST,
                        "There are more than " + VALUES_MAX + " values between 'from' and 'to'. Name a shorter time.");
            }
            return answer.next() == null
                    ? Uni.createFrom().item(values)
                    : pages(tenant, twin, names, fromMs, toMs, answer.next(), found, values);
        });
    }

    private static int take(TwinHistory.Answer answer, Map<PropertyName, List<DraftFrom.Reading>> found) {
        int values = 0;
        for (var property : answer.properties().entrySet()) {
            List<DraftFrom.Reading> readings = found.computeIfAbsent(property.getKey(), name -> new ArrayList<>());
            for (TwinHistory.Point point : property.getValue().measured()) {
                Value value = point.value();
                if (value != null) {
                    readings.add(new DraftFrom.Reading(point.ts(), value));
                    values++;
                }
            }
        }
        return values;
    }

    private static List<DraftFrom.Observed> observed(TwinState twin, Map<PropertyName, List<DraftFrom.Reading>> found) {
        return twin.properties().entrySet().stream()
                .map(property -> new DraftFrom.Observed(
                        property.getKey(),
                        property.getValue().schema(),
                        property.getValue().unit(),
                        found.getOrDefault(property.getKey(), List.of())))
                .toList();
    }
}
