package io.counterpart.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way down to one device, on which one message is at a time: the next is asked for when the device has acknowledged it, and when the
 * socket takes it. So a device that is slow, or never answers, costs one message, and hears of the rest what is then still true.
 *
 * <p>On the connection's event loop.
 */
final class DownLine {

    private static final int PACKET_ID_MAX = 0xffff;

    private final MqttConnection connection;
    private final Dialect dialect;
    private final int packetBytesMax;
    private final List<DownSource> sources;
    private final Consumer<DownMessage> taken;

    /** It went out as {@link #packetId}. */
    private @Nullable DownMessage underWay;

    private int packetId;

    /**
     * @param packetBytesMax the longest packet that the device takes
     * @param sources what there is to tell; the first goes first
     * @param taken hears what the device has: what it acknowledged, or what it need not acknowledge and was written
     */
    DownLine(
            MqttConnection connection,
            Dialect dialect,
            int packetBytesMax,
            List<DownSource> sources,
            Consumer<DownMessage> taken) {
        this.connection = connection;
        this.dialect = dialect;
        this.packetBytesMax = packetBytesMax;
        this.sources = sources;
        this.taken = taken;
    }

    /** Tells what is to be told, unless it has to wait: for an acknowledgement, or for room in the socket. */
    void tell() {
        while (underWay == null && connection.isWritable()) {
            DownMessage next = next();
            if (next == null) {
                return;
            }
            tell(next);
        }
    }

    private @Nullable DownMessage next() {
        for (DownSource source : sources) {
            DownMessage next = source.next();
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private void tell(DownMessage message) {
        MqttMeters meters = connection.doorway().meters();
        if (dialect.length(message) > packetBytesMax) {
            meters.tooLarge(message);
            return;
        }
        meters.told(message);
        if (message.qos() == MqttQoS.AT_MOST_ONCE) {
            connection.say(dialect.published(message, 0));
            taken.accept(message);
        } else {
            packetId = packetId % PACKET_ID_MAX + 1;
            underWay = message;
            connection.say(dialect.published(message, packetId));
        }
    }

    /**
     * The device has acknowledged a message; false when it was sent none with this packet id.
     *
     * @param isTaken whether it says that it has it; MQTT 5 can say that it has not, and is not told again even so
     */
    boolean acknowledged(int acknowledgedId, boolean isTaken) {
        DownMessage message = underWay;
        if (message == null || acknowledgedId != packetId) {
            return false;
        }
        underWay = null;
        if (isTaken) {
            taken.accept(message);
        }
        tell();
        return true;
    }
}
