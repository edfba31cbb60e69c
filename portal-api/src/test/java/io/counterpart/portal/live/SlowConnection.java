package io.counterpart.portal.live;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that takes what it is given, or nothing, as a test says. */
final class SlowConnection implements WriteStream<Buffer> {

    private final List<String> written = new ArrayList<>();
    private boolean full;
    private boolean ended;
    private @Nullable Handler<Void> drained;

    void full(boolean so) {
        Handler<Void> waiting;
        synchronized (this) {
            full = so;
            waiting = so ? null : drained;
            drained = null;
        }
        if (waiting != null) {
            waiting.handle(null);
        }
    }

    synchronized int count() {
        return written.size();
    }

    synchronized List<String> written() {
        return List.copyOf(written);
    }

    synchronized boolean isEnded() {
        return ended;
    }

    @Override
    public synchronized Future<Void> write(Buffer data) {
        written.add(data.toString());
        return Future.succeededFuture();
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        write(data).onComplete(handler);
    }

    @Override
    public synchronized void end(Handler<AsyncResult<Void>> handler) {
        ended = true;
    }

    @Override
    public synchronized Future<Void> end() {
        ended = true;
        return Future.succeededFuture();
    }

    @Override
    public synchronized boolean writeQueueFull() {
        return full;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        boolean now;
        synchronized (this) {
            now = !full;
            drained = now ? null : handler;
        }
        if (now && handler != null) {
            handler.handle(null);
        }
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }
}
