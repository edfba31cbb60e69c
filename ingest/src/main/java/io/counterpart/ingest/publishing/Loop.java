package io.counterpart.ingest.publishing;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** An event loop, as far as lanes need one: tasks run on its thread, one after the other, in order. */
public interface Loop extends Executor {

    /** Runs the task on the loop after this many milliseconds. */
    void after(long ms, Runnable task);

    /** A loop of Netty's. */
    static Loop of(EventLoop nettys) {
        return new Loop() {
            @Override
            public void execute(Runnable task) {
                nettys.execute(task);
            }

            @Override
            public void after(long ms, Runnable task) {
                var _ = nettys.schedule(task, ms, TimeUnit.MILLISECONDS);
            }
        };
    }
}
