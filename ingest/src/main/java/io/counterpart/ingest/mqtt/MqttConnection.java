package io.counterpart.ingest.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.SocketAddress;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT connection: its socket, whether that is read, and what is to be written. What the packets mean is the business of its
 * {@link Stage}. Stands behind the codec in Netty's pipeline and lets nothing pass, so Vert.x sees opening and closing only.
 */
final class MqttConnection extends ChannelInboundHandlerAdapter {

    /** Why a socket is not read; it is read again when none is left. */
    enum Reason {
        /** Too much of all connections, or of its partition, waits for the log. */
        LANE(1),
        /** Too much of its own waits. */
        IN_FLIGHT(2),
        /** It does not take what we write. */
        UNREAD_ANSWERS(4),
        REFUSED(8),
        STOPPING(16);

        private final int bit;

        Reason(int bit) {
            this.bit = bit;
        }
    }

    private static final Logger LOG = Logger.getLogger(MqttConnection.class);
    private static final int ANSWER_BYTES = 64;

    private final ConnectionLoop loop;
    private final LoginBytes loginBytes;

    private @Nullable ChannelHandlerContext context;
    private Stage stage = new AwaitingLogin(this);
    private @Nullable Dialect dialect;
    private @Nullable ByteBuf answers;
    private int held;
    private int lastHeardTick;

    MqttConnection(ConnectionLoop loop) {
        this.loop = loop;
        this.loginBytes = new LoginBytes(this, loop.doorway().limits().loginBytesMax());
    }

    LoginBytes loginBytes() {
        return loginBytes;
    }

    ConnectionLoop loop() {
        return loop;
    }

    Doorway doorway() {
        return loop.doorway();
    }

    SocketAddress remoteAddress() {
        return context().channel().remoteAddress();
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext added = context;
        if (added == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return added;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        lastHeardTick = loop.now();
        loop.add(this);
    }

    // Reading

    @Override
    public void channelRead(ChannelHandlerContext same, Object message) {
        lastHeardTick = loop.now();
        try {
            if (message instanceof MqttMessage packet) {
                if (packet.decoderResult().isSuccess()) {
                    stage.take(packet);
                } else {
                    malformed(packet.decoderResult().cause());
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void malformed(Throwable cause) {
        switch (stage) {
            case AwaitingLogin login -> login.unreadable(cause);
            case DeviceSession session ->
                end(cause instanceof TooLongFrameException ? Ending.TOO_LARGE : Ending.MALFORMED);
            case HeldRefusal refusal -> {}
            case Ended ended -> {}
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext same) {
        flush();
    }

    /** Stops reading, for this reason too. */
    void hold(Reason reason) {
        int before = held;
        held |= reason.bit;
        if (before == 0) {
            context().channel().config().setAutoRead(false);
            doorway().meters().held();
        }
    }

    /** Reads again, unless there is another reason not to. */
    void release(Reason reason) {
        int before = held;
        held &= ~reason.bit;
        if (before != 0 && held == 0) {
            lastHeardTick = loop.now();
            context().channel().config().setAutoRead(true);
            doorway().meters().released();
        }
    }

    boolean isHeld() {
        return held != 0;
    }

    /** For how many ticks nothing was heard; none while we do not listen. */
    int silentTicks() {
        return isHeld() ? 0 : loop.now() - lastHeardTick;
    }

    // Writing

    /** Writes and flushes a packet. Not for what comes once a reading. */
    void say(MqttMessage packet) {
        flush();
        write(packet);
    }

    /** Writes an acknowledgement of four bytes; it goes out with the next {@link #flush()}. */
    void acknowledge(int type, int packetId) {
        answers().writeInt((type << 24) | (2 << 16) | packetId);
    }

    /** Writes an acknowledgement with a reason, as MQTT 5 has them. */
    void acknowledge(int type, int packetId, int reason) {
        answers().writeInt((type << 24) | (3 << 16) | packetId).writeByte(reason);
    }

    private ByteBuf answers() {
        ByteBuf open = answers;
        if (open == null) {
            open = context().alloc().ioBuffer(ANSWER_BYTES);
            answers = open;
        }
        return open;
    }

    /** Sends what was written, in one go. */
    void flush() {
        ByteBuf written = answers;
        if (written != null) {
            answers = null;
            write(written);
        }
    }

    /** Without a promise of its own: what fails comes to {@link #exceptionCaught}. */
    private void write(Object written) {
        ChannelHandlerContext to = context();
        var _ = to.writeAndFlush(written, to.voidPromise());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext same) {
        if (same.channel().isWritable()) {
            release(Reason.UNREAD_ANSWERS);
        } else {
            hold(Reason.UNREAD_ANSWERS);
        }
        same.fireChannelWritabilityChanged();
    }

    // Stages

    /** The login succeeded: from here on this session takes the packets. */
    void loggedIn(DeviceSession session) {
        dialect = session.dialect();
        stage = session;
        context().pipeline().remove(loginBytes);
    }

    /** The login failed; said now. */
    void refuse(MqttMessage answer) {
        sayAndClose(answer);
    }

    /** The login failed; said later. */
    void refuseLater(MqttMessage answer) {
        stage = new HeldRefusal(this, answer);
    }

    /** Ends the connection, saying why where that can be said. The first reason stands. */
    void end(Ending why) {
        if (stage instanceof Ended) {
            return;
        }
        doorway().meters().ended(why);
        flush();
        Stage before = stage;
        stage = new Ended(this);
        before.gone();
        MqttMessage farewell = dialect == null ? null : dialect.farewell(why).orElse(null);
        if (farewell == null) {
            close();
        } else {
            say(farewell);
        }
    }

    /** The same from any thread. */
    void endSoon(Ending why) {
        soon(() -> end(why));
    }

    /** Does this on the connection's event loop; from any thread. */
    void soon(Runnable work) {
        context().executor().execute(work);
    }

    /** Whether the socket takes what we write. */
    boolean isWritable() {
        return context().channel().isWritable();
    }

    void sayAndClose(MqttMessage answer) {
        stage = new Ended(this);
        var _ = context().writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    void close() {
        var _ = context().close();
    }

    void tick() {
        stage.tick();
    }

    @Override
    public void channelInactive(ChannelHandlerContext same) {
        Stage before = stage;
        stage = new Ended(this);
        before.gone();
        loop.remove(this);
        if (isHeld()) {
            held = 0;
            doorway().meters().released();
        }
        if (answers != null) {
            answers.release();
            answers = null;
        }
        same.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext same, Throwable cause) {
        // A peer that vanished is no event; anything else is ours.
        if (!(cause instanceof IOException)) {
            LOG.error("mqtt connection closed by an error of ours", cause);
        }
        close();
    }
}
