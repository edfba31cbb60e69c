package io.counterpart.history;

import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.writer.WriterLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The QuestDB that all tests share: one start for the whole run; each test has tenants of its own. */
public final class QuestDb {

    public static final Vertx VERTX = Vertx.vertx();
    public static final QuestDbProcess PROCESS = start();

    private QuestDb() {}

    private static QuestDbProcess start() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "questdb"));
            delete(folder.resolve("data"));
            QuestDbProcess process = new QuestDbProcess(folder)
                    .with("QDB_CAIRO_WAL_PURGE_INTERVAL", "200")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::close));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the run before left behind. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    public static QuestDbAddress address(QuestDbProcess process) {
        return new QuestDbAddress(
                process.httpAddress(), process.pgAddress(), QuestDbProcess.USER, QuestDbProcess.PASSWORD);
    }

    /** A history over it, its tables there. */
    public static QuestDbHistory history(WriterLimits writing, ReaderLimits reading) {
        QuestDbHistory history = new QuestDbHistory(VERTX, address(PROCESS), writing, reading);
        await(history.install());
        return history;
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within 60 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
