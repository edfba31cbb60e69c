package io.counterpart.portal.history;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a twin was. A port: the history library stands behind it. */
public interface TwinHistory {

    /**
     * What to read.
     *
     * @param properties of these
     * @param fromMs from this event time on, epoch milliseconds
     * @param toMs before this event time
     * @param points how many buckets to bring each property down to; null for every value, in pages
     * @param knownAtMs as it was known then, null for now
     * @param limit how many values a page holds, without {@code points}
     * @param after where the last page ended, null for the first
     */
    record Question(
            List<PropertyName> properties,
            long fromMs,
            long toMs,
            @Nullable Integer points,
            @Nullable Long knownAtMs,
            int limit,
            @Nullable String after) {}

    /**
     * A value at its time.
     *
     * @param ts event time, epoch milliseconds
     * @param value the value; null for a gap, so that a line is broken there
     */
    record Point(long ts, @Nullable Value value) {}

    /**
     * What was found.
     *
     * @param properties by name
     * @param next where the next page begins, null at the end
     */
    record Answer(
            Map<PropertyName, Facets> properties, @Nullable String next) {}

    /**
     * What is kept of one property, each in order of time.
     *
     * @param measured its values
     * @param filtered what its filter made of them, where it moved; null where it has none
     * @param quality how far values were believed that were not believed in full; null where nobody judges them
     */
    record Facets(
            List<Point> measured,
            @Nullable List<Point> filtered,
            @Nullable List<Point> quality) {}

    /** Reads; {@code twin} says where history keeps each property. */
    Uni<Answer> read(TenantId tenant, TwinState twin, Question question);

    /**
     * What a twin's properties were just before an event time: of each its newest value, the newest of its filter and the newest
     * score, where there is one. {@code twin} says where history keeps each property.
     *
     * @param beforeMs event time
     * @param knownAtMs as it was known then, null for all that is known
     */
    Uni<Map<PropertyName, Facets>> newest(TenantId tenant, TwinState twin, long beforeMs, @Nullable Long knownAtMs);

    /** The event by which a twin was what it was at a known time: created, retyped or removed; nothing before it was known. */
    Uni<Optional<TwinEvent>> definitionAsKnown(TenantId tenant, TwinId twin, long knownAtMs);

    /**
     * A part of a timeline.
     *
     * @param nextMs where the rest begins, or before when it ends where the newest come first, in known time; null at the end
     */
    record Events(List<TwinEvent> events, @Nullable Long nextMs) {}

    /** What happened to a twin between two known times, in the order of the log or against it, about as many events as the limit says. */
    Uni<Events> timeline(TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit);

    /** The same of how far commands to it came, and of nothing else. */
    Uni<Events> commands(TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit);
}
