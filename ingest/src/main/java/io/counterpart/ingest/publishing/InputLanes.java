package io.counterpart.ingest.publishing;

import io.counterpart.contracts.identity.TenantId;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All lanes of one event loop, and the bound on what waits in them together. Belongs to that loop. */
public final class InputLanes {

    private static final int SPARE_RECEIPTS_MAX = 16;

    private record Place(TenantId tenant, int partition) {}

    private final Loop loop;
    private final InputPublisher publisher;
    private final String producerName;
    private final PublishingConfig limits;
    private final PublishingMeters meters;
    private final InstantSource clock;
    private final Map<Place, InputLane> lanes = new HashMap<>();
    private final ArrayDeque<Receipts> spare = new ArrayDeque<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final WaterMark waiting;

    private boolean draining;
    private volatile long waitingBytes;

    InputLanes(
            Loop loop,
            InputPublisher publisher,
            String producerName,
            PublishingConfig limits,
            PublishingMeters meters,
            InstantSource clock) {
        this.loop = loop;
        this.publisher = publisher;
        this.producerName = producerName;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        this.waiting = new WaterMark(limits.waitingBytesMax());
    }

    /** The lane to one partition of a tenant's inputs; it is made when there is none. */
    public InputLane lane(TenantId tenant, int partition) {
        return lanes.computeIfAbsent(new Place(tenant, partition), place -> new InputLane(this, tenant, partition));
    }

    /** The event loop they belong to; the one thing that other threads may ask for. */
    public Loop loop() {
        return loop;
    }

    /** To be called about once a second: tries again what failed, forgets what is idle. */
    public void sweep() {
        long nowMs = clock.millis();
        for (Iterator<InputLane> all = lanes.values().iterator(); all.hasNext(); ) {
            InputLane lane = all.next();
            lane.sweep(nowMs);
            if (lane.isAbandoned()) {
                all.remove();
            }
        }
        waitingBytes = waiting.level();
    }

    /** Completes when nothing waits any more; nothing should be published after this. */
    public CompletionStage<Void> drain() {
        draining = true;
        completeWhenDrained();
        return drained;
    }

    /** Closes every producer. */
    public void close() {
        lanes.values().forEach(InputLane::close);
    }

    private void completeWhenDrained() {
        if (draining && waiting.level() == 0) {
            drained.complete(null);
        }
    }

    /** True when that made it full, and so held every lane. */
    boolean rise(long bytes) {
        boolean filled = waiting.rise(bytes);
        if (filled) {
            lanes.values().forEach(InputLane::holdOrRelease);
        }
        return filled;
    }

    /** True when that made room, and so released every lane that is not full itself. */
    boolean fall(long bytes) {
        boolean freed = waiting.fall(bytes);
        if (freed) {
            lanes.values().forEach(InputLane::holdOrRelease);
        }
        waitingBytes = waiting.level();
        completeWhenDrained();
        return freed;
    }

    boolean isFull() {
        return waiting.isFull();
    }

    /** Bytes that wait, as of the last frame or sweep; any thread may ask. */
    long waitingBytes() {
        return waitingBytes;
    }

    Receipts takeReceipts() {
        Receipts taken = spare.poll();
        return taken == null ? new Receipts() : taken;
    }

    void giveBack(Receipts receipts) {
        receipts.clear();
        if (spare.size() < SPARE_RECEIPTS_MAX) {
            spare.push(receipts);
        }
    }

    long nowMs() {
        return clock.millis();
    }

    InputPublisher publisher() {
        return publisher;
    }

    String producerName() {
        return producerName;
    }

    PublishingConfig limits() {
        return limits;
    }

    PublishingMeters meters() {
        return meters;
    }
}
