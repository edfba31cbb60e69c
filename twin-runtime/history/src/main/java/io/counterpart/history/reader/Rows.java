package io.counterpart.history.reader;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    Future<Chunk> fetch(
            Reading reading, TenantId tenant, HistoryQuery query, Source source, long fromMs, long toMs, int limit) {
        if (fromMs >= toMs) {
            return Future.succeededFuture(new Chunk(
                    source.properties().stream().map(p -> List.<Point>of()).toList(), toMs));
        }
        return attempt(reading, new Question(tenant, query, source, fromMs, toMs, limit), ATTEMPTS);
    }

    private record Question(TenantId tenant, HistoryQuery query, Source source, long fromMs, long toMs, int limit) {

        String main() {
            return source.family().table(Bucket.of(tenant));
        }

        Tuple bound() {
            Tuple bound = Tuple.of(tenant.value(), query.twin().value(), time(fromMs), time(toMs));
            query.knownAtMs().ifPresent(ms -> bound.addLocalDateTime(time(ms)));
            return bound;
        }

        List<ValueSchema> schemas() {
            return source.properties().stream()
                    .map(i -> query.properties().get(i).schema())
                    .toList();
        }

        Question larger() {
            return new Question(tenant, query, source, fromMs, toMs, limit * 4);
        }
    }

    private Future<Chunk> attempt(Reading reading, Question question, int attempts) {
        if (attempts == 0) {
            return Future.failedFuture(
                    new IllegalStateException("history's table " + question.main() + " is not there"));
        }
        TableSet assumed = lastSeen.getOrDefault(question.main(), new TableSet(List.of(), List.of(question.main())));
        String sql = HistorySql.rows(
                assumed.names(), question.source(), question.query().knownAtMs().isPresent(), question.limit());
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
                    Chunk chunk = Chunk.of(answer.result(), question.schemas(), question.toMs(), question.limit());
                    return chunk == null ? further(reading, question) : Future.succeededFuture(chunk);
                }));
    }

    private Future<Chunk> again(Reading reading, Question question, TableSet seen, int attempts) {
        if (seen.names().contains(question.main())) {
            lastSeen.put(question.main(), seen);
            return attempt(reading, question, attempts - 1);
        }
        return afterPause(reading, question, attempts);
    }

    /** Between two renamings: the name is taken again in a moment. */
    private Future<Chunk> afterPause(Reading reading, Question question, int attempts) {
        return vertx.timer(PAUSE_MS).compose(passed -> attempt(reading, question, attempts - 1));
    }

    /** The catalogue that lists the tables is a little behind the names themselves, so a name can be missing that is listed. */
    private static boolean isOfRenaming(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("table does not exist") || message.contains("table schema has changed");
    }

    private Future<Chunk> further(Reading reading, Question question) {
        if (question.limit() > ROWS_MAX / 4) {
            return Future.failedFuture(new IllegalStateException("too many readings of one twin at one time"));
        }
        return attempt(reading, question.larger(), ATTEMPTS);
    }

    private static Future<TableSet> tables(Reading reading, Question question) {
        Family family = question.source().family();
        return reading.ask(HistorySql.tables(family, Bucket.of(question.tenant())), Tuple.tuple())
                .map(TableSet::of);
    }

    private static LocalDateTime time(long ms) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
    }
}
