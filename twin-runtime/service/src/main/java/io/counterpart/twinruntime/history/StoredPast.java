package io.counterpart.twinruntime.history;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.backfill.PastSignals;
import io.counterpart.engine.order.AcceptedTime;
import io.counterpart.history.reader.History;
import io.counterpart.history.reader.HistoryQuery;
import io.counterpart.history.reader.Point;
import io.counterpart.history.reader.PropertyRef;
import io.counterpart.twinruntime.backfill.PastReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** The past as QuestDB has it. */
@ApplicationScoped
public class StoredPast implements PastReader {

    /** About how many values a page has. */
    private static final int PAGE_VALUES = 20_000;

    private final HistoryTables tables;

    StoredPast(HistoryTables tables) {
        this.tables = tables;
    }

    @Override
    public CompletionStage<Void> ready(TenantId tenant) {
        return tables.applied(tenant);
    }

    @Override
    public CompletionStage<Page> read(
            TenantId tenant, Backfill backfill, List<PastSignals.Source> sources, long fromMs) {
        List<PropertyRef> properties = sources.stream()
                .map(source -> new PropertyRef(
                        backfill.layout().property(source.property()).name(), source.schema(), source.slot()))
                .toList();
        HistoryQuery query = new HistoryQuery(
                backfill.twin(),
                properties,
                fromMs,
                backfill.knownAt() + AcceptedTime.AHEAD_MAX_MS + 1,
                OptionalLong.of(backfill.knownAt()),
                new HistoryQuery.Detail.Page(Math.max(PAGE_VALUES, 2 * properties.size())));
        return tables.reader()
                .read(tenant, query)
                .map(page -> page(sources, page))
                .toCompletionStage();
    }

    /** The same, time by time. */
    private static Page page(List<PastSignals.Source> sources, History read) {
        List<Moment> moments = new ArrayList<>();
        int[] next = new int[sources.size()];
        for (long ts = earliest(read, next); ts != Long.MAX_VALUE; ts = earliest(read, next)) {
            Map<PastSignals.Source, Value> values = new HashMap<>();
            for (int i = 0; i < next.length; i++) {
                List<Point> points = read.series().get(i).points();
                if (next[i] < points.size() && points.get(next[i]).ts() == ts) {
                    values.put(sources.get(i), points.get(next[i]++).value());
                }
            }
            moments.add(new Moment(ts, values));
        }
        return new Page(moments, read.nextFromMs());
    }

    private static long earliest(History read, int[] next) {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < next.length; i++) {
            List<Point> points = read.series().get(i).points();
            earliest = next[i] < points.size()
                    ? Math.min(earliest, points.get(next[i]).ts())
                    : earliest;
        }
        return earliest;
    }
}
