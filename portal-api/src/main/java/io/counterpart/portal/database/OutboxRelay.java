package io.counterpart.portal.database;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.log.TopicLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries the outbox to the log, at least once and in order: of all pods one at a time, definitions before the inputs that name
 * them, the entries of a topic one after the other. A topic that cannot be reached is passed over for a while and holds up no
 * other.
 */
@Startup
@Singleton
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Any number, as long as it is always the same: the advisory lock that one pod holds while it carries. */
    static final long LOCK = 0x706f7274616cL;

    private static final long NO_FURTHER_INPUT_WITHOUT_A_WAKE = 0;

    private static final String NEXT = """
            select id, topic, message_key, kind, payload from portal.outbox
            where topic <> all($1) order by id limit $2""";

    private final Pool pool;
    private final TopicLog log;
    private final Vertx vertx;
    private final Context context;
    private final OutboxConfig config;
    private final PassedOver passedOver;
    private final MeterRegistry meters;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final long timer;

    OutboxRelay(
            @ReactiveDataSource("control") Pool pool,
            TopicLog log,
            Vertx vertx,
            OutboxConfig config,
            MeterRegistry meters) {
        this.pool = pool;
        this.log = log;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.config = config;
        this.meters = meters;
        this.passedOver = new PassedOver(config.retryAfter());
        this.timer = vertx.setPeriodic(config.lookAgainAfter().toMillis(), id -> nudge());
    }

    private record Entry(long id, String topic, @Nullable String key, OutboxKind kind, Buffer payload) {}

    /** Says that there may be something to carry. */
    void nudge() {
        nudged.set(true);
        if (busy.compareAndSet(false, true)) {
            context.runOnContext(start -> carryOn());
        }
    }

    private void carryOn() {
        nudged.set(false);
        pool.withTransaction(this::carryBatch)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("outbox not reachable reason=%s", failure.getMessage());
                    return 0;
                })
                .subscribe()
                .with(carried -> {
                    if (carried > 0) {
                        context.runOnContext(more -> carryOn());
                    } else {
                        rest();
                    }
                });
    }

    /** Whoever nudged after the last look and before this was not heard, and is now. */
    private void rest() {
        busy.set(false);
        if (nudged.get()) {
            nudge();
        }
    }

    /** How many entries left. */
    private Uni<Integer> carryBatch(SqlConnection connection) {
        return connection
                .preparedQuery("select pg_try_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .chain(alone ->
                        alone ? carryBatchAlone(connection) : Uni.createFrom().item(0));
    }

    private Uni<Integer> carryBatchAlone(SqlConnection connection) {
        return connection
                .preparedQuery(NEXT)
                .execute(Tuple.of(passedOver.topics(), config.batch()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(OutboxRelay::entry)
                        .toList())
                .chain(this::publish)
                .chain(sent -> delete(connection, sent));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong(0),
                row.getString(1),
                row.getString(2),
                OutboxKind.valueOf(row.getString(3)),
                row.getBuffer(4));
    }

    /** Those that the broker confirmed. */
    private Uni<List<Long>> publish(List<Entry> batch) {
        List<Long> sent = new ArrayList<>();
        List<Entry> definitionsFirst = new ArrayList<>(batch);
        definitionsFirst.sort((a, b) -> a.kind().compareTo(b.kind()));
        return Multi.createFrom()
                .iterable(definitionsFirst)
                .onItem()
                .transformToUniAndConcatenate(entry -> publish(entry, sent))
                .collect()
                .last()
                .replaceWith(sent);
    }

    private Uni<Void> publish(Entry entry, List<Long> sent) {
        if (passedOver.contains(entry.topic())) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .completionStage(() ->
                        log.publish(entry.topic(), entry.key(), entry.payload().getBytes()))
                .chain(() -> wakeOwner(entry.topic()))
                .invoke(() -> {
                    sent.add(entry.id());
                    meters.counter("counterpart.outbox.published").increment();
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    passedOver.add(entry.topic());
                    meters.counter("counterpart.outbox.failed").increment();
                    LOG.warnf(
                            "outbox entry not published, topic passed over for a while topic=%s reason=%s",
                            entry.topic(), failure.getMessage());
                    return null;
                });
    }

    /** An owner who looked away hears of an input when it is there; before that it stays in the outbox. */
    private Uni<Void> wakeOwner(String topic) {
        return Topics.inputsPartition(topic)
                .map(partition -> new ActivityEvent.Awake(
                        partition.tenant(),
                        partition.number(),
                        UUID.randomUUID().toString(),
                        NO_FURTHER_INPUT_WITHOUT_A_WAKE))
                .map(awake -> Uni.createFrom()
                        .completionStage(
                                () -> log.publish(Topics.ACTIVITY, awake.key(), ActivityEvent.JSON.write(awake))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Integer> delete(SqlConnection connection, List<Long> sent) {
        return sent.isEmpty()
                ? Uni.createFrom().item(0)
                : connection
                        .preparedQuery("delete from portal.outbox where id = any($1)")
                        .execute(Tuple.of(sent.toArray(Long[]::new)))
                        .map(done -> sent.size());
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }
}
