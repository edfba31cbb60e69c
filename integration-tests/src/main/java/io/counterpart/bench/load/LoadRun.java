package io.counterpart.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One load from its first connection to its last acknowledgement, on one event loop. */
final class LoadRun implements LoadListener, AutoCloseable {
    /** Connections under way at once: fewer than a server's backlog. */
    private static final int CONNECTING = 100;

    private static final long TICK_NANOS = 500_000;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final LoadPlan plan;
    private final EventLoopGroup group = new EpollEventLoopGroup(1);
    private final EventLoop loop = group.next();
    private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
    private final List<LoadConnection> connections = new ArrayList<>();
    private final CompletableFuture<Void> allConnected = new CompletableFuture<>();
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();

    private int begun;
    private int connected;
    private int nextDue;
    private long dueSoFar;
    private long sent;
    private long acknowledged;
    private long reconnects;
    private long startNanos;
    private double cpuAtStart;
    private boolean stopping;
    private @Nullable ScheduledFuture<?> ticks;

    LoadRun(LoadPlan plan, List<LoadCredential> credentials, SocketAddress address) {
        if (credentials.size() < plan.connections()) {
            throw new IllegalArgumentException(
                    plan.connections() + " connections need as many devices, and there are " + credentials.size());
        }
        this.plan = plan;
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        for (int i = 0; i < plan.connections(); i++) {
            connections.add(new LoadConnection(plan, i, credentials.get(i), bootstrap, address, latency, this));
        }
    }

    /** Completes when every device is logged in. */
    CompletableFuture<Void> connect() {
        loop.execute(() -> {
            while (begun < Math.min(CONNECTING, connections.size())) {
                connections.get(begun++).connect();
            }
        });
        return allConnected;
    }

    /** Completes when everything that was to be sent is acknowledged. */
    CompletableFuture<LoadResult> send() {
        loop.execute(() -> {
            cpuAtStart = ownCpuSeconds();
            startNanos = System.nanoTime();
            if (plan.perSecond() > 0) {
                pace();
            } else {
                connections.forEach(LoadConnection::saturate);
            }
            if (plan.seconds() > 0) {
                var _ = loop.schedule(this::stopSending, (long) (plan.seconds() * 1e9), TimeUnit.NANOSECONDS);
            }
        });
        return result;
    }

    /** Batches are due one device after the other, at even distances. */
    private void pace() {
        double batchNanos = 1e9 / plan.perSecond() * plan.batch();
        for (int i = 0; i < connections.size(); i++) {
            connections.get(i).follow(startNanos + (long) (i * batchNanos), batchNanos * connections.size());
        }
        ticks = loop.scheduleAtFixedRate(() -> tick(batchNanos), 0, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Turns to the devices whose batches have become due since the last tick, and no others. */
    private void tick(double batchNanos) {
        long now = System.nanoTime();
        long dueBatches = (long) ((now - startNanos) / batchNanos) + 1;
        long turns = Math.min(dueBatches - dueSoFar, connections.size());
        for (long i = 0; i < turns; i++) {
            connections.get(nextDue).tick(now);
            nextDue = (nextDue + 1) % connections.size();
        }
        dueSoFar += turns;
    }

    /** Sends no more; the result comes when what is under way is acknowledged. */
    void stop() {
        if (!result.isDone()) {
            loop.execute(this::stopSending);
        }
    }

    private void stopSending() {
        stopping = true;
        connections.forEach(LoadConnection::stop);
        finishIfDone();
    }

    @Override
    public void connected() {
        connected++;
        if (begun < connections.size()) {
            connections.get(begun++).connect();
        } else if (connected >= connections.size()) {
            allConnected.complete(null);
        }
    }

    @Override
    public void sent(long messages) {
        sent += messages;
    }

    @Override
    public void acknowledged(long messages) {
        acknowledged += messages;
        finishIfDone();
    }

    @Override
    public void reconnecting() {
        reconnects++;
    }

    @Override
    public void failed(String reason) {
        IllegalStateException failure = new IllegalStateException(reason);
        allConnected.completeExceptionally(failure);
        result.completeExceptionally(failure);
    }

    private void finishIfDone() {
        if (acknowledged == (stopping ? sent : plan.messages())) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            if (ticks != null) {
                ticks.cancel(false);
            }
            result.complete(new LoadResult(
                    sent,
                    acknowledged,
                    seconds,
                    reconnects,
                    Percentiles.millis(latency),
                    ownCpuSeconds() - cpuAtStart,
                    connections.stream().map(LoadConnection::count).toList()));
        }
    }

    private static double ownCpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
