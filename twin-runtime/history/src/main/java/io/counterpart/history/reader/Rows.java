package io.counterpart.history.reader;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Fetches rows of a source. While a tenant is erased, tables change their names: what was read counts only when the same tables
 * were there before and after, for a name never gets back the table it has lost. That holds though the catalogue lags: the name is
 * given to the new table only by a second renaming, and a renaming ends when the catalogue knows of it.
 */
final class Rows {

    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MS = 20;

    /** As many readings of one twin at one time, and it cannot be read: memory is bounded. */
    private static final int ROWS_MAX = 2_000_000;

    private final Vertx vertx;
    private final Map<String, TableSet> lastSeen = new ConcurrentHashMap<>();

    Rows(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Which rows, and what to make of them.
     *
     * @param toMs before this event time
     * @param newestFirst whether the newest comes first
     * @param limit how many to begin with
     * @param answer makes something of the rows, told how many were asked for; null where it needs more of them
     */
    record Question<T>(
            TenantId tenant,
            TwinId twin,
            OptionalLong knownAtMs,
            Source source,
            long fromMs,
            long toMs,
            boolean newestFirst,
            int limit,
            BiFunction<RowSet<Row>, Integer, Optional<T>> answer) {

        private String main() {
            return source.family().table(Bucket.of(tenant));
        }

        private Tuple bound() {
            Tuple bound = Tuple.of(tenant.value(), twin.value(), time(fromMs), time(toMs));
            knownAtMs.ifPresent(ms -> bound.addLocalDateTime(time(ms)));
            return bound;
        }

        private Question<T> larger() {
            return new Question<>(tenant, twin, knownAtMs, source, fromMs, toMs, newestFirst, limit * 4, answer);
        }
    }

    /** The answer to a question. */
    <T> Future<T> ask(Reading reading, Question<T> question) {
        return attempt(reading, question, ATTEMPTS);
    }

    /** The values of a source, of as many rows as the limit says. */
    Future<Chunk> fetch(
            Reading reading, TenantId tenant, HistoryQuery query, Source source, long fromMs, long toMs, int limit) {
        if (fromMs >= toMs) {
            return Future.succeededFuture(new Chunk(
                    source.properties().stream().map(p -> List.<Point>of()).toList(), toMs));
        }
        List<ValueSchema> schemas = source.properties().stream()
                .map(i -> query.properties().get(i).schema())
                .toList();
        return ask(
                reading,
                new Question<>(
                        tenant,
                        query.twin(),
                        query.knownAtMs(),
                        source,
                        fromMs,
                        toMs,
                        false,
                        limit,
                        (rows, asked) -> Optional.ofNullable(Chunk.of(rows, schemas, toMs, asked))));
    }

    private <T> Future<T> attempt(Reading reading, Question<T> question, int attempts) {
        if (attempts == 0) {
            return Future.failedFuture(
                    new IllegalStateException("history's table " + question.main() + " is not there"));
        }
        TableSet assumed = lastSeen.getOrDefault(question.main(), new TableSet(List.of(), List.of(question.main())));
        String sql = HistorySql.rows(
                assumed.names(),
                question.source(),
                question.knownAtMs().isPresent(),
                question.newestFirst(),
                question.limit());
        return reading.ask(sql, question.bound())
                .transform(answer -> tables(reading, question).compose(seen -> {
                    if (!seen.equals(assumed)) {
                        return again(reading, question, seen, attempts);
                    }
                    if (answer.failed()) {
                        return isOfRenaming(answer.cause())
                                ? afterPause(reading, question, attempts)
                                : Future.failedFuture(answer.cause());
                    }
                    return question.answer()
                            .apply(answer.result(), question.limit())
                            .map(Future::succeededFuture)
                            .orElseGet(() -> further(reading, question));
                }));
    }

    private <T> Future<T> again(Reading reading, Question<T> question, TableSet seen, int attempts) {
        if (seen.names().contains(question.main())) {
            lastSeen.put(question.main(), seen);
            return attempt(reading, question, attempts - 1);
        }
        return afterPause(reading, question, attempts);
    }

    /** Between two renamings: the name is taken again in a moment. */
    private <T> Future<T> afterPause(Reading reading, Question<T> question, int attempts) {
        return vertx.timer(PAUSE_MS).compose(passed -> attempt(reading, question, attempts - 1));
    }

    /** The catalogue that lists the tables is a little behind the names themselves, so a name can be missing that is listed. */
    private static boolean isOfRenaming(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("table does not exist") || message.contains("table schema has changed");
    }

    private <T> Future<T> further(Reading reading, Question<T> question) {
        if (question.limit() > ROWS_MAX / 4) {
            return Future.failedFuture(new IllegalStateException("too many readings of one twin at one time"));
        }
        return attempt(reading, question.larger(), ATTEMPTS);
    }

    private static Future<TableSet> tables(Reading reading, Question<?> question) {
        Family family = question.source().family();
        return reading.ask(HistorySql.tables(family, Bucket.of(question.tenant())), Tuple.tuple())
                .map(TableSet::of);
    }

    private static LocalDateTime time(long ms) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
    }
}
