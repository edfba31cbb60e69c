package io.counterpart.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One device: MQTT 3.1.1 by hand, QoS 1. A few objects a connection and none a message. Everything happens on its event loop.
 *
 * <p>PUBACKs must come in the order of the messages; then the acknowledged messages of a device are always the first so many, and one
 * number says which.
 */
@ChannelHandler.Sharable
final class LoadConnection extends ChannelInboundHandlerAdapter {
    private static final byte[] TOPIC = "telemetry".getBytes(StandardCharsets.US_ASCII);
    private static final int PUBLISH_QOS1 = 0x32;
    private static final int DUPLICATE = 0x08;
    private static final int PUBACK = 0x40;
    private static final int CONNACK = 0x20;
    private static final int UNAVAILABLE = 3;
    private static final int PACKET_BYTES = 4;
    private static final int PACKET_IDS = 65_535;
    private static final int PACKET_OVERHEAD = 9;
    private static final long RECONNECT_MILLIS = 200;

    private final LoadPlan plan;
    private final LoadCredential credential;
    private final ReadingTemplate template;
    private final Histogram latency;
    private final LoadListener listener;
    private final Bootstrap bootstrap;
    private final SocketAddress address;
    private final long messages;

    /** By message, modulo those in flight: when it was written, and the time in its readings. */
    private final long[] writtenNanos;

    private final long[] ts;

    private long sent;
    private long acknowledged;
    private long allowed;
    private long firstDueNanos;
    private double batchNanos;
    private long lastTs;
    private @Nullable Channel channel;
    private boolean welcome;
    private boolean stopping;
    private int partialBytes;
    private int partial;

    LoadConnection(
            LoadPlan plan,
            int number,
            LoadCredential credential,
            Bootstrap bootstrap,
            SocketAddress address,
            Histogram latency,
            LoadListener listener) {
        this.plan = plan;
        this.credential = credential;
        this.template = new ReadingTemplate(plan.readings());
        this.latency = latency;
        this.listener = listener;
        this.bootstrap = bootstrap;
        this.address = address;
        this.messages = plan.messagesOf(number);
        this.writtenNanos = new long[plan.inFlight()];
        this.ts = new long[plan.inFlight()];
    }

    void connect() {
        bootstrap.clone().handler(this).connect(address).addListener(done -> {
            if (!done.isSuccess()) {
                lost(String.valueOf(done.cause()));
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        ByteBuf packet = context.alloc().buffer();
        String client = credential.username().replace('/', '-');
        packet.writeByte(0x10);
        remainingLength(
                packet,
                10
                        + 2
                        + client.length()
                        + 2
                        + credential.username().length()
                        + 2
                        + credential.password().length());
        text(packet, "MQTT");
        packet.writeByte(4).writeByte(0xC2).writeShort(0);
        text(packet, client);
        text(packet, credential.username());
        text(packet, credential.password());
        flush(context.channel(), packet);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (partialBytes + in.readableBytes() >= PACKET_BYTES) {
                packet(nextPacket(in));
            }
            while (in.isReadable()) {
                partial = partial << 8 | in.readUnsignedByte();
                partialBytes++;
            }
        } finally {
            in.release();
        }
    }

    /** Everything that is sent to us has four bytes. */
    private int nextPacket(ByteBuf in) {
        if (partialBytes == 0) {
            return in.readInt();
        }
        int packet = partial;
        for (int i = partialBytes; i < PACKET_BYTES; i++) {
            packet = packet << 8 | in.readUnsignedByte();
        }
        partial = 0;
        partialBytes = 0;
        return packet;
    }

    private void packet(int packet) {
        switch (packet >>> 24) {
            case CONNACK -> welcomed(packet & 0xFF);
            case PUBACK -> acknowledged(packet & 0xFFFF);
            default -> fail("unexpected packet " + Integer.toHexString(packet));
        }
    }

    private void welcomed(int code) {
        Channel to = channel;
        if (code == UNAVAILABLE && plan.reconnect() && to != null) {
            // A server that is just starting: to be asked again.
            var _ = to.close();
            return;
        }
        if (code != 0) {
            fail("login refused with " + code);
            return;
        }
        welcome = true;
        resend();
        listener.connected();
    }

    private void acknowledged(int packetId) {
        if (packetId != packetId(acknowledged)) {
            fail("PUBACK of " + packetId + " where " + packetId(acknowledged) + " was due");
            return;
        }
        long nanos = System.nanoTime() - startedNanos(acknowledged);
        latency.recordValue(Math.clamp(nanos, 0, latency.getHighestTrackableValue()));
        acknowledged++;
        listener.acknowledged(1);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        send(System.nanoTime());
    }

    /** From now on as many as are taken. */
    void saturate() {
        allowed = messages;
        send(System.nanoTime());
    }

    /** From now on a batch each so many nanoseconds, whatever the platform does. */
    void follow(long firstBatchNanos, double everyNanos) {
        firstDueNanos = firstBatchNanos;
        batchNanos = everyNanos;
    }

    /** Time has gone on: perhaps more is due. */
    void tick(long nowNanos) {
        if (nowNanos >= firstDueNanos) {
            long batches = (long) ((nowNanos - firstDueNanos) / batchNanos) + 1;
            allowed = Math.min(messages, batches * plan.batch());
            send(nowNanos);
        }
    }

    /** What a message's latency counts from: when it was due, not when there was room for it, or nobody would see a stall. */
    private long startedNanos(long message) {
        return plan.perSecond() > 0
                ? firstDueNanos + (long) (batchOf(message) * batchNanos)
                : writtenNanos[slot(message)];
    }

    private long batchOf(long message) {
        return message / plan.batch();
    }

    void stop() {
        stopping = true;
    }

    boolean drained() {
        return acknowledged == (stopping ? sent : messages);
    }

    private void send(long nowNanos) {
        Channel to = channel;
        if (to == null || !welcome || stopping) {
            return;
        }
        for (long wanted = wanted(); wanted > 0; wanted = wanted()) {
            ByteBuf out = to.alloc().ioBuffer((int) wanted * (template.length() + TOPIC.length + PACKET_OVERHEAD));
            for (int i = 0; i < wanted; i++) {
                int slot = slot(sent);
                ts[slot] = nextTs();
                writtenNanos[slot] = nowNanos;
                publish(out, sent, PUBLISH_QOS1);
                sent++;
            }
            listener.sent(wanted);
            flush(to, out);
        }
    }

    /** How many to write at once now: a batch, or the rest, and none while there is no room for that. */
    private long wanted() {
        long batch = Math.min(plan.batch(), allowed - sent);
        return plan.inFlight() - (sent - acknowledged) < batch ? 0 : batch;
    }

    /** What the last connection left unacknowledged, once more and in order. */
    private void resend() {
        Channel to = channel;
        if (to == null || sent == acknowledged) {
            return;
        }
        ByteBuf out = to.alloc().ioBuffer();
        for (long message = acknowledged; message < sent; message++) {
            publish(out, message, PUBLISH_QOS1 | DUPLICATE);
        }
        flush(to, out);
    }

    private void publish(ByteBuf out, long message, int header) {
        out.writeByte(header);
        remainingLength(out, 2 + TOPIC.length + 2 + template.length());
        out.writeShort(TOPIC.length);
        out.writeBytes(TOPIC);
        out.writeShort(packetId(message));
        template.write(out, ReadingTemplate.FIRST_SEQUENCE + message * plan.readings(), ts[slot(message)]);
    }

    /** Now, and never the same twice for one device: two readings of one time could be duplicates. */
    private long nextTs() {
        long first = Math.max(System.currentTimeMillis(), lastTs + 1);
        lastTs = first + plan.readings() - 1;
        return first;
    }

    private int slot(long message) {
        return (int) (message % plan.inFlight());
    }

    private static int packetId(long message) {
        return (int) (message % PACKET_IDS) + 1;
    }

    /** A write that fails ends in {@link #exceptionCaught}: no promise a message. */
    private static void flush(Channel to, ByteBuf out) {
        var _ = to.writeAndFlush(out, to.voidPromise());
    }

    private static void remainingLength(ByteBuf out, int length) {
        int rest = length;
        while (rest > 127) {
            out.writeByte((rest & 127) | 128);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }

    private static void text(ByteBuf out, String text) {
        out.writeShort(text.length());
        ByteBufUtil.writeAscii(out, text);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost("closed by the server");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
        if (!plan.reconnect()) {
            fail(cause.toString());
        }
    }

    private void lost(String reason) {
        channel = null;
        welcome = false;
        partial = 0;
        partialBytes = 0;
        if (plan.reconnect()) {
            listener.reconnecting();
            var _ = bootstrap.config().group().schedule(this::connect, RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
        } else if (!drained()) {
            fail(reason);
        }
    }

    private void fail(String reason) {
        listener.failed(credential.username() + ": " + reason);
    }

    LoadCount count() {
        return new LoadCount(credential.username(), sent * plan.readings(), acknowledged * plan.readings());
    }
}
