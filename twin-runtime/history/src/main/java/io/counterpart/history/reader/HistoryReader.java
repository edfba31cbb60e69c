package io.counterpart.history.reader;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.contracts.twin.ValueSchema.Storage;
import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.connection.QuestDbPool;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads history. Per property and time the highest position wins, of what was known by then where the query says when. An answer
 * that takes too long fails with {@link TimeoutException} and is cancelled at the server.
 */
public final class HistoryReader {

    private final Pool pool;
    private final ReaderLimits limits;
    private final Rows rows;

    /** As many rows of one time are rare: the newest value is among them. */
    private static final int ROWS_OF_ONE_TIME = 16;

    public HistoryReader(Vertx vertx, QuestDbAddress address, ReaderLimits limits) {
        this.pool = QuestDbPool.open(vertx, address, limits.connections());
        this.limits = limits;
        this.rows = new Rows(vertx);
    }

    /** The history that is asked for; of a tenant or twin that is not there, empty. */
    public Future<History> read(TenantId tenant, HistoryQuery query) {
        List<Source> sources = Source.of(query.properties());
        return within(reading -> switch (query.detail()) {
            case HistoryQuery.Detail.Page page -> page(reading, tenant, query, sources, page);
            case HistoryQuery.Detail.Points points -> points(reading, tenant, query, sources, points);
        });
    }

    /**
     * What happened to a twin, by the times at which it was known.
     *
     * @param fromMs from this known time on
     * @param toMs before this known time
     * @param isNewestFirst whether the newest come first
     * @param limit about how many events: a page ends between two times
     */
    public Future<Timeline> timeline(
            TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit) {
        return timeline(Source.TIMELINE, tenant, twin, fromMs, toMs, isNewestFirst, limit);
    }

    /** How far commands to a twin came: of its {@linkplain #timeline timeline} only this. */
    public Future<Timeline> commands(
            TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit) {
        return timeline(Source.COMMANDS, tenant, twin, fromMs, toMs, isNewestFirst, limit);
    }

    private Future<Timeline> timeline(
            Source source, TenantId tenant, TwinId twin, long fromMs, long toMs, boolean isNewestFirst, int limit) {
        return within(reading -> rows.ask(
                reading,
                new Rows.Question<>(
                        tenant,
                        twin,
                        OptionalLong.empty(),
                        source,
                        fromMs,
                        toMs,
                        isNewestFirst,
                        Math.max(2, limit),
                        (events, asked) -> Timeline.of(events, asked, isNewestFirst))));
    }

    /**
     * What properties were just before an event time: of each its newest value.
     *
     * @param beforeMs event time
     * @param knownAtMs as it was known then: what came later is left out; empty for all that is known
     * @return in the order of the properties; nothing for one that had no value
     */
    public Future<List<Optional<Point>>> newest(
            TenantId tenant, TwinId twin, List<PropertyRef> properties, long beforeMs, OptionalLong knownAtMs) {
        return within(reading -> {
            List<Optional<Point>> found = new ArrayList<>(Collections.nCopies(properties.size(), Optional.empty()));
            Future<Void> read = Future.succeededFuture();
            for (Source source : Source.of(properties)) {
                Newest newest = new Newest(tenant, twin, properties, beforeMs, knownAtMs, found);
                read = read.compose(before -> newest.together(reading, source));
            }
            return read.map(all -> found);
        });
    }

    /** What is newest, of some properties: together where they stand together, and of those that were told longer ago one by one. */
    private final class Newest {

        private final TenantId tenant;
        private final TwinId twin;
        private final List<PropertyRef> properties;
        private final long beforeMs;
        private final OptionalLong knownAtMs;
        private final List<Optional<Point>> found;

        Newest(
                TenantId tenant,
                TwinId twin,
                List<PropertyRef> properties,
                long beforeMs,
                OptionalLong knownAtMs,
                List<Optional<Point>> found) {
            this.tenant = tenant;
            this.twin = twin;
            this.properties = properties;
            this.beforeMs = beforeMs;
            this.knownAtMs = knownAtMs;
            this.found = found;
        }

        private <T> Rows.Question<T> question(Source source, BiFunction<RowSet<Row>, Integer, Optional<T>> answer) {
            return new Rows.Question<>(
                    tenant,
                    twin,
                    knownAtMs,
                    source,
                    HistoryQuery.EARLIEST_MS,
                    beforeMs,
                    true,
                    ROWS_OF_ONE_TIME,
                    answer);
        }

        private ValueSchema schema(int property) {
            return properties.get(property).schema();
        }

        Future<Void> together(Reading reading, Source source) {
            List<ValueSchema> schemas =
                    source.properties().stream().map(this::schema).toList();
            return rows.ask(reading, question(source, (rows, limit) -> Optional.of(Chunk.newest(rows, schemas, limit))))
                    .compose(latest -> {
                        Future<Void> rest = Future.succeededFuture();
                        for (int i = 0; i < schemas.size(); i++) {
                            int property = source.properties().get(i);
                            found.set(property, latest.points().get(i));
                            if (latest.points().get(i).isEmpty() && !latest.isWhole()) {
                                rest = rest.compose(before -> alone(reading, property));
                            }
                        }
                        return rest;
                    });
        }

        private Future<Void> alone(Reading reading, int property) {
            Source source = Source.of(List.of(properties.get(property))).getFirst();
            return rows.ask(reading, question(source, (rows, limit) -> Chunk.newest(rows, schema(property), limit)))
                    .onSuccess(points -> found.set(property, points.stream().findFirst()))
                    .mapEmpty();
        }
    }

    /** The event by which a twin was what it was at a known time: created, retyped or removed; nothing before it was known. */
    public Future<Optional<TwinEvent>> definitionAsKnown(TenantId tenant, TwinId twin, long atMs) {
        return within(reading -> rows.ask(
                        reading,
                        new Rows.Question<>(
                                tenant,
                                twin,
                                OptionalLong.empty(),
                                Source.DEFINITIONS,
                                HistoryQuery.EARLIEST_MS,
                                atMs + 1,
                                true,
                                ROWS_OF_ONE_TIME,
                                Timeline::newestDefinition))
                .map(found -> found.stream().findFirst()));
    }

    /** Counts what a tenant has, for audits; not while another is being erased, whose rows it would miss. */
    public Future<Audit> audit(TenantId tenant) {
        return within(reading -> {
            Future<Audit> sum = Future.succeededFuture(new Audit(0, 0, 0));
            for (Family family : Family.values()) {
                sum = sum.compose(before -> reading.ask(
                                HistorySql.audit(family, Bucket.of(tenant)), Tuple.of(tenant.value()))
                        .map(answer -> answer.iterator().next())
                        .map(row -> before.plus(new Audit(row.getLong(0), row.getLong(1), row.getLong(2)))));
            }
            return sum;
        });
    }

    public Future<Void> close() {
        return pool.close();
    }

    private <T> Future<T> within(Function<Reading, Future<T>> work) {
        return pool.getConnection().compose(connection -> {
            Reading reading = new Reading(connection);
            return work.apply(reading)
                    .timeout(limits.time().toMillis(), TimeUnit.MILLISECONDS)
                    .onFailure(why -> {
                        if (why instanceof TimeoutException) {
                            reading.giveUp();
                        }
                    })
                    .eventually(() -> connection.close());
        });
    }

    /** Each source reads no further than the one before could, so that the page ends at one time for all. */
    private Future<History> page(
            Reading reading, TenantId tenant, HistoryQuery query, List<Source> sources, HistoryQuery.Detail.Page page) {
        int perProperty = Math.max(2, page.values() / query.properties().size());
        Map<Integer, List<Point>> found = new HashMap<>();
        Future<Long> end = Future.succeededFuture(query.toMs());
        for (Source source : sources) {
            end = end.compose(toMs -> rows.fetch(reading, tenant, query, source, query.fromMs(), toMs, perProperty)
                    .map(chunk -> {
                        for (int i = 0; i < source.properties().size(); i++) {
                            found.put(source.properties().get(i), chunk.points().get(i));
                        }
                        return chunk.endMs();
                    }));
        }
        return end.map(endMs -> new History(
                series(query, found, endMs), endMs < query.toMs() ? OptionalLong.of(endMs) : OptionalLong.empty()));
    }

    private Future<History> points(
            Reading reading,
            TenantId tenant,
            HistoryQuery query,
            List<Source> sources,
            HistoryQuery.Detail.Points wanted) {
        List<Downsampler> downsamplers = query.properties().stream()
                .map(property -> new Downsampler(
                        query.fromMs(),
                        query.toMs(),
                        wanted.points(),
                        property.schema().storage() == Storage.NUMBER))
                .toList();
        Future<Void> read = Future.succeededFuture();
        for (Source source : sources) {
            read = read.compose(before -> downsample(reading, tenant, query, source, query.fromMs(), downsamplers));
        }
        return read.map(all -> {
            List<Series> series = new ArrayList<>();
            for (int i = 0; i < downsamplers.size(); i++) {
                series.add(new Series(
                        query.properties().get(i), downsamplers.get(i).points()));
            }
            return new History(series, OptionalLong.empty());
        });
    }

    private Future<Void> downsample(
            Reading reading,
            TenantId tenant,
            HistoryQuery query,
            Source source,
            long fromMs,
            List<Downsampler> downsamplers) {
        if (fromMs >= query.toMs()) {
            return Future.succeededFuture();
        }
        return rows.fetch(reading, tenant, query, source, fromMs, query.toMs(), limits.rows())
                .compose(chunk -> {
                    for (int i = 0; i < source.properties().size(); i++) {
                        chunk.points()
                                .get(i)
                                .forEach(downsamplers.get(source.properties().get(i))::accept);
                    }
                    return downsample(reading, tenant, query, source, chunk.endMs(), downsamplers);
                });
    }

    private static List<Series> series(HistoryQuery query, Map<Integer, List<Point>> found, long endMs) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < query.properties().size(); i++) {
            List<Point> points = found.getOrDefault(i, List.of());
            series.add(new Series(
                    query.properties().get(i),
                    points.stream().filter(point -> point.ts() < endMs).toList()));
        }
        return series;
    }
}
