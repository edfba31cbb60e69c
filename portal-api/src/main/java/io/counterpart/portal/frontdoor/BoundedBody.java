package io.counterpart.portal.frontdoor;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A request's body as it streams through, up to a bound: a client that names no length does not escape it. */
final class BoundedBody implements ReadStream<Buffer> {

    static final long BYTES_MAX = 1 << 20;

    /** Ends the stream. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("body too large", null, false, false);
        }
    }

    private final HttpServerRequest body;
    private long bytes;
    private @Nullable Handler<Throwable> failed;

    BoundedBody(HttpServerRequest body) {
        this.body = body;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            body.handler(null);
        } else {
            body.handler(piece -> pass(piece, handler));
        }
        return this;
    }

    private void pass(Buffer piece, Handler<Buffer> handler) {
        bytes += piece.length();
        if (bytes <= BYTES_MAX) {
            handler.handle(piece);
        } else if (failed != null) {
            Handler<Throwable> once = failed;
            failed = null;
            once.handle(new TooLarge());
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        body.endHandler(handler);
        return this;
    }
}
