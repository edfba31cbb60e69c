package io.counterpart.history.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.history.Eventually;
import io.counterpart.history.QuestDb;
import io.counterpart.history.QuestDbProcess;
import io.counterpart.history.connection.QuestDbPool;
import io.counterpart.history.layout.Statements;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSyncTest {

    @TempDir
    Path folder;

    private QuestDbProcess questdb;
    private Pool pool;

    @BeforeEach
    void start() {
        questdb = new QuestDbProcess(folder).start();
        pool = QuestDbPool.open(QuestDb.VERTX, QuestDb.address(questdb), 2);
    }

    @AfterEach
    void stop() {
        QuestDb.await(pool.close());
        questdb.close();
    }

    @Test
    void aSyncEndsAndLeavesNoCheckpointBehind() {
        try (DiskSync disk = new DiskSync(QuestDb.VERTX, pool, Duration.ofMillis(1))) {
            QuestDb.await(disk.sync());
            QuestDb.await(disk.sync());

            assertFalse(isUnderWay());
        }
    }

    @Test
    void whoAsksAtAboutTheSameTimeSharesOne() {
        try (DiskSync disk = new DiskSync(QuestDb.VERTX, pool, Duration.ofMinutes(1))) {
            QuestDb.await(Future.join(fifty(disk)));
        }
    }

    private static List<Future<Void>> fifty(DiskSync disk) {
        return IntStream.range(0, 50).mapToObj(i -> disk.sync()).toList();
    }

    @Test
    void whoComesWhileOneIsUnderWayWaitsForTheNextWhichIsOneForAll() {
        try (DiskSync disk = new DiskSync(QuestDb.VERTX, pool, Duration.ofSeconds(1))) {
            long began = System.nanoTime();
            QuestDb.await(disk.sync());

            List<Future<Void>> others = fifty(disk);
            assertTrue(others.stream().noneMatch(Future::isComplete), "its rows may have come after the first began");
            QuestDb.await(Future.join(others));

            assertEquals(1, Duration.ofNanos(System.nanoTime() - began).toSeconds());
        }
    }

    @Test
    void anothersCheckpointIsWaitedFor() {
        QuestDb.await(pool.query(Statements.sync()).execute());
        try (DiskSync disk = new DiskSync(QuestDb.VERTX, pool, Duration.ofMillis(1))) {
            Future<Void> sync = disk.sync();
            QuestDb.await(QuestDb.VERTX.timer(300));
            assertFalse(sync.isComplete());

            QuestDb.await(pool.query(Statements.release()).execute());

            QuestDb.await(sync);
        }
    }

    @Test
    void aQuestDbThatIsAwayIsWaitedFor() {
        questdb.kill();
        try (DiskSync disk = new DiskSync(QuestDb.VERTX, pool, Duration.ofMillis(1))) {
            Future<Void> sync = disk.sync();
            QuestDb.await(QuestDb.VERTX.timer(300));
            assertFalse(sync.isComplete());

            questdb.start();

            QuestDb.await(sync);
        }
    }

    @Test
    void whoStillWaitsWhenItIsClosedIsTold() {
        questdb.kill();
        Future<Void> sync;
        try (DiskSync disk = new DiskSync(QuestDb.VERTX, pool, Duration.ofMillis(1))) {
            sync = disk.sync();
        }

        Eventually.holds("told", Duration.ofSeconds(10), sync::failed);
    }

    private boolean isUnderWay() {
        return QuestDb.await(pool.query(Statements.syncAgeSeconds()).execute())
                        .iterator()
                        .next()
                        .getLong(0)
                != null;
    }
}
