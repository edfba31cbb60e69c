package io.counterpart.ingest.publishing;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.ingest.publishing.InputPublisher.Outlet;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of one event loop's readings into one partition. Readings gather in the open frame; it is sent when nothing is under
 * way, and else when that is confirmed or the frame is full; and unless it is full not sooner than some milliseconds after the one before. So
 * alone, a reading waits for nothing; under load, hundreds go together.
 *
 * <p>Belongs to its event loop. Allocates nothing for a reading, something for a frame.
 */
public final class InputLane {

    private static final Logger LOG = Logger.getLogger(InputLane.class);

    /** What a reading holds here besides its bytes: its place in {@link Receipts}. */
    private static final int RECEIPT_BYTES = 12;

    /** A frame's buffer that grew past this is given back when the lane comes to rest. */
    private static final int KEPT_BUFFER_BYTES = 64 << 10;

    private final InputLanes lanes;
    private final TenantId tenant;
    private final int partition;
    private final WaterMark waiting;
    private final Set<InputSource> sources = new HashSet<>();
    private final ArrayDeque<SealedFrame> sealed = new ArrayDeque<>();
    private final ArrayDeque<SealedFrame> underWay = new ArrayDeque<>();
    private final Runnable send = this::sendScheduled;

    private FrameWriter frame = new FrameWriter();
    private Receipts receipts;
    private boolean sendIsScheduled;
    private boolean held;
    private boolean bufferGrew;

    private @Nullable Outlet outlet;
    private boolean busyOpening;
    private boolean failing;
    private long lastUsedMs;
    private long lastSentMs;

    InputLane(InputLanes lanes, TenantId tenant, int partition) {
        this.lanes = lanes;
        this.tenant = tenant;
        this.partition = partition;
        this.waiting = new WaterMark(lanes.limits().laneBytesMax());
        this.receipts = lanes.takeReceipts();
        this.held = lanes.isFull();
        this.lastUsedMs = lanes.nowMs();
    }

    /** From here on this source is held and released with the lane; at once, if the lane is held now. */
    public void attach(InputSource source) {
        sources.add(source);
        if (held) {
            source.hold();
        }
    }

    /** The source is not held or released any more. What it published goes its way. */
    public void detach(InputSource source) {
        sources.remove(source);
    }

    /** Whether too much waits. Attached sources know; others have to ask. */
    public boolean isHeld() {
        return held;
    }

    /**
     * Takes one reading, or whatever else a device says: its bytes are copied, once. Always takes it, held or not: what was read before the holding has to go
     * somewhere.
     *
     * @param source who hears of it
     * @param receipt by which the source knows it
     * @param speaker who speaks in it
     * @param arrivedAtMs when it arrived, epoch milliseconds
     * @param said what it is, and about what
     * @param payload what the device sent; read to its end, not released
     */
    public void publish(
            InputSource source, int receipt, Speaker speaker, long arrivedAtMs, Said said, ByteBuf payload) {
        String about = said.about();
        int length = payload.readableBytes();
        if (!frame.hasRoom(speaker, about == null ? 0 : about.length(), length)) {
            seal();
            sendWhatIsDue();
        }
        int before = frame.length();
        ByteBuffer bytes = frame.addSpoken(said.kind(), speaker, arrivedAtMs, about, length);
        bytes.limit(bytes.position() + length);
        payload.readBytes(bytes);
        bytes.limit(bytes.capacity());
        receipts.add(source, receipt);
        rise(frame.length() - before + RECEIPT_BYTES);
        if (underWay.isEmpty() && !sendIsScheduled) {
            // At the end of the loop's turn: what other sockets bring in this turn goes along.
            sendIsScheduled = true;
            lanes.loop().execute(send);
        }
    }

    /** Confirms this receipt as soon as everything that was published here before is durable; it stands for no reading. */
    public void follow(InputSource source, int receipt) {
        if (!receipts.isEmpty()) {
            receipts.add(source, receipt);
        } else if (!sealed.isEmpty()) {
            sealed.getLast().receipts().add(source, receipt);
        } else if (!underWay.isEmpty()) {
            underWay.getLast().receipts().add(source, receipt);
        } else {
            source.durable(receipt);
            source.flush();
        }
    }

    private void sendScheduled() {
        sendIsScheduled = false;
        sendWhatIsDue();
    }

    private void sendWhatIsDue() {
        lastUsedMs = lanes.nowMs();
        Outlet open = outlet;
        if (open == null) {
            open();
            return;
        }
        while (!sealed.isEmpty() && underWay.size() < lanes.limits().framesInFlightMax()) {
            send(open, sealed.remove());
        }
        if (underWay.isEmpty() && frame.entries() > 0 && isItsTurn()) {
            seal();
            send(open, sealed.remove());
        }
    }

    /** Whether the frame before has been sent long enough ago; if not, this one is looked at again when it has. */
    private boolean isItsTurn() {
        long paceMs = lanes.limits().pace().toMillis();
        long sinceMs = lanes.nowMs() - lastSentMs;
        // A clock that was set back says nothing.
        long early = sinceMs < 0 ? 0 : Math.max(0, paceMs - sinceMs);
        if (early > 0 && !sendIsScheduled) {
            sendIsScheduled = true;
            lanes.loop().after(early, send);
        }
        return early == 0;
    }

    private void seal() {
        int readings = frame.entries();
        bufferGrew |= frame.length() > KEPT_BUFFER_BYTES;
        sealed.add(new SealedFrame(frame.toBytes(), readings, receipts));
        frame.clear();
        receipts = lanes.takeReceipts();
        lanes.meters().sealed(readings);
    }

    private void send(Outlet open, SealedFrame due) {
        underWay.add(due);
        lastSentMs = lanes.nowMs();
        open.send(due.bytes()).whenComplete((done, failure) -> lanes.loop().execute(() -> settled(open, due, failure)));
    }

    private void settled(Outlet by, SealedFrame done, @Nullable Throwable failure) {
        done.settle(failure);
        if (failure != null && by.equals(outlet)) {
            reopen(by, failure);
        }
        while (!underWay.isEmpty() && underWay.getFirst().isSettled()) {
            conclude(underWay.remove());
        }
        sendWhatIsDue();
        if (isEmpty() && bufferGrew) {
            frame = new FrameWriter();
            bufferGrew = false;
        }
    }

    private void conclude(SealedFrame done) {
        Receipts heard = done.receipts();
        if (done.failure() == null) {
            lanes.meters().durable(done.readings());
            heard.durable();
        } else {
            lanes.meters().lost(done.readings());
            heard.lost();
        }
        lanes.giveBack(heard);
        fall(done.bytes().length - 1 + (long) RECEIPT_BYTES * done.readings());
    }

    private void rise(int bytes) {
        boolean laneFilled = waiting.rise(bytes);
        if (!lanes.rise(bytes) && laneFilled) {
            holdOrRelease();
        }
    }

    private void fall(long bytes) {
        boolean laneFreed = waiting.fall(bytes);
        if (!lanes.fall(bytes) && laneFreed) {
            holdOrRelease();
        }
    }

    /** Holds the lane's sources when too much waits, here or in all; releases them when neither is so. */
    void holdOrRelease() {
        boolean now = waiting.isFull() || lanes.isFull();
        if (now == held) {
            return;
        }
        held = now;
        for (InputSource source : sources) {
            if (now) {
                source.hold();
            } else {
                source.release();
            }
        }
    }

    private void open() {
        if (busyOpening) {
            return;
        }
        busyOpening = true;
        lanes.publisher()
                .open(tenant, partition, lanes.producerName())
                .whenComplete((opened, failure) -> lanes.loop().execute(() -> opened(opened, failure)));
    }

    private void opened(@Nullable Outlet opened, @Nullable Throwable failure) {
        busyOpening = false;
        if (opened == null) {
            report("partition cannot be opened, will try again", failure);
            return;
        }
        outlet = opened;
        failing = false;
        sendWhatIsDue();
    }

    /** A producer's name can be held once: the old one has to be closed before the next can be opened. */
    private void reopen(Outlet broken, Throwable failure) {
        report("frame lost, its devices have to send again", failure);
        outlet = null;
        busyOpening = true;
        broken.close().whenComplete((done, ignored) -> lanes.loop().execute(() -> busyOpening = false));
    }

    /** Says it once, until it worked again: a partition that stays away must not fill the log. */
    private void report(String event, @Nullable Throwable failure) {
        lanes.meters().failed();
        if (!failing) {
            LOG.warnf(failure, "%s tenant=%s partition=%d", event, tenant, partition);
        }
        failing = true;
    }

    /** Once a second: tries again what failed, closes what is idle. */
    void sweep(long nowMs) {
        if (!isEmpty()) {
            if (outlet == null) {
                open();
            }
        } else if (nowMs - lastUsedMs >= lanes.limits().idleAfter().toMillis()) {
            close();
        }
    }

    /** Gives the producer back; it is opened again when there is something to send. */
    void close() {
        Outlet idle = outlet;
        if (idle != null) {
            outlet = null;
            busyOpening = true;
            idle.close()
                    .whenComplete((done, failure) -> lanes.loop().execute(() -> {
                        busyOpening = false;
                        if (!isEmpty()) {
                            open();
                        }
                    }));
        }
    }

    /** Whether nothing waits here. */
    boolean isEmpty() {
        return underWay.isEmpty() && sealed.isEmpty() && frame.entries() == 0;
    }

    /** Whether nobody needs this lane. */
    boolean isAbandoned() {
        return sources.isEmpty() && isEmpty() && outlet == null && !busyOpening && !sendIsScheduled;
    }
}
