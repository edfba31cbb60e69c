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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a twin's device has sent, as far as a draft can use it. */
@Singleton
class Readings {

    /** How far is looked back at first: some thousands of readings of a device that sends every second. */
    private static final long DEFAULT_MS = 3 * 3_600_000L;

    /** How many times as far is looked where that shows too little, or a part of it where it holds too much. */
    private static final int STEP = 8;

    /** So many readings of one property show how a device behaves. */
    private static final int ENOUGH = 1_000;

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
    record Read(List<DraftFrom.Observed> observed, long fromMs, long toMs) {

        /** The same, told from when on there is something. */
        Read sinceItsFirst() {
            long firstMs = observed.stream()
                    .flatMap(property -> property.readings().stream())
                    .mapToLong(DraftFrom.Reading::ts)
                    .min()
                    .orElse(fromMs);
            return new Read(observed, firstMs, toMs);
        }

        boolean isEnough() {
            return observed.stream().anyMatch(property -> property.readings().size() >= ENOUGH);
        }
    }

    /**
     * What was sent in this time.
     *
     * @param from null for as far back from its end as is needed to see how the device behaves
     * @param to null for all that there is
     */
    Uni<Read> of(TenantId tenant, TwinState twin, @Nullable Moment from, @Nullable Moment to) {
        long newest = twin.properties().values().stream()
                .filter(property -> property.value() != null)
                .mapToLong(PropertyState::ts)
                .max()
                .orElseThrow(() ->
                        new ApiProblem(ProblemType.CONFLICT, "The twin has no values yet: let its device send first."));
        long toMs = to == null ? newest + 1 : to.epochMs();
        if (from == null) {
            return fitting(tenant, twin, toMs, DEFAULT_MS).map(Read::sinceItsFirst);
        }
        if (from.epochMs() >= toMs) {
            throw new ApiProblem(ProblemType.BAD_REQUEST, "'from' must be before 'to'.");
        }
        return between(tenant, twin, from.epochMs(), toMs).map(read -> read.orElseThrow(Readings::tooMany));
    }

    private static ApiProblem tooMany() {
        return new ApiProblem(
                ProblemType.BAD_REQUEST,
                "There are more than " + VALUES_MAX + " values between 'from' and 'to'. Name a shorter time.");
    }

    /** Of the last so long before this time, or of a part of it where that is too much. */
    private Uni<Read> fitting(TenantId tenant, TwinState twin, long toMs, long lengthMs) {
        return last(tenant, twin, toMs, lengthMs)
                .chain(read -> read.map(some -> widened(tenant, twin, some, lengthMs))
                        .orElseGet(() -> {
                            if (lengthMs < STEP) {
                                throw tooMany();
                            }
                            return fitting(tenant, twin, toMs, lengthMs / STEP);
                        }));
    }

    /** This, or what was sent from further back where this is not enough. */
    private Uni<Read> widened(TenantId tenant, TwinState twin, Read read, long lengthMs) {
        return read.isEnough() || read.fromMs() == 0
                ? Uni.createFrom().item(read)
                : last(tenant, twin, read.toMs(), lengthMs * STEP)
                        .chain(more -> more.map(some -> widened(tenant, twin, some, lengthMs * STEP))
                                .orElseGet(() -> Uni.createFrom().item(read)));
    }

    private Uni<Optional<Read>> last(TenantId tenant, TwinState twin, long toMs, long lengthMs) {
        return between(tenant, twin, Math.max(0, toMs - lengthMs), toMs);
    }

    /** Nothing where it is more than can be held. */
    private Uni<Optional<Read>> between(TenantId tenant, TwinState twin, long fromMs, long toMs) {
        List<PropertyName> names = List.copyOf(twin.properties().keySet());
        Map<PropertyName, List<DraftFrom.Reading>> found = new HashMap<>();
        Uni<Integer> read = Uni.createFrom().item(0);
        for (int i = 0; i < names.size(); i += PROPERTIES_AT_ONCE) {
            List<PropertyName> some = names.subList(i, Math.min(names.size(), i + PROPERTIES_AT_ONCE));
            read = read.chain(values -> values > VALUES_MAX
                    ? Uni.createFrom().item(values)
                    : pages(tenant, twin, some, fromMs, toMs, null, found, values));
        }
        return read.map(values ->
                values > VALUES_MAX ? Optional.empty() : Optional.of(new Read(observed(twin, found), fromMs, toMs)));
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
            return answer.next() == null || values > VALUES_MAX
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
