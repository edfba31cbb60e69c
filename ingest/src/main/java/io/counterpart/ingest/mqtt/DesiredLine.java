package io.counterpart.ingest.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.contracts.twin.Value;
import io.counterpart.ingest.access.DeviceIdentity;
import io.counterpart.ingest.desired.DesiredDirectory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells one device what is wanted of its twin: all of it, at its subscription and at each change. One message is on its way at a time;
 * what changes before the device has acknowledged it is told after that, the newest alone. So however often something is wanted, a slow
 * device costs one message, and hears the last.
 *
 * <p>On the connection's event loop, but for {@link #follower}.
 */
final class DesiredLine {

    private static final int PACKET_ID_MAX = 0xffff;
    private static final int NONE = 0;

    /** Beside the payload: fixed header, topic, packet id and properties. */
    private static final int PACKET_OVERHEAD_MAX = 32;

    /** Up to here every whole number is a double, and said as one. */
    private static final double WHOLE_MAX = 1L << 53;

    private final MqttConnection connection;
    private final DeviceIdentity identity;
    private final DesiredDirectory directory;
    private final int packetBytesMax;
    private final Runnable follower;

    private @Nullable MqttQoS subscribed;
    private boolean due;
    private int awaited = NONE;
    private int lastPacketId;

    /**
     * @param packetBytesMax the longest packet that the device takes
     */
    DesiredLine(MqttConnection connection, DeviceIdentity identity, int packetBytesMax) {
        this.connection = connection;
        this.identity = identity;
        this.directory = connection.doorway().desired();
        this.packetBytesMax = packetBytesMax;
        this.follower = () -> connection.soon(this::changed);
    }

    /**
     * The device wants to hear; it is told by the next {@link #tell}.
     *
     * @param qos up to which
     * @param atOnce whether it wants to hear what is wanted now, and not only what will be
     */
    void subscribe(MqttQoS qos, boolean atOnce) {
        if (subscribed == null) {
            directory.follow(identity.tenant(), identity.twin(), follower);
        }
        subscribed = qos;
        due |= atOnce;
    }

    boolean isSubscribed() {
        return subscribed != null;
    }

    /** The device does not want to hear any more, or is gone. */
    void unsubscribe() {
        if (subscribed != null) {
            directory.leave(identity.tenant(), identity.twin(), follower);
            subscribed = null;
            due = false;
        }
    }

    private void changed() {
        due = subscribed != null;
        tell();
    }

    /** The device has acknowledged a message; false when it was sent none with this packet id. */
    boolean acknowledged(int packetId) {
        if (awaited == NONE || awaited != packetId) {
            return false;
        }
        awaited = NONE;
        tell();
        return true;
    }

    /** Tells what is to be told, unless it has to wait: for an acknowledgement, for room in the socket, or for the topic to be read. */
    void tell() {
        MqttQoS qos = subscribed;
        if (qos == null || !due || awaited != NONE || !connection.isWritable() || !directory.isWhole()) {
            return;
        }
        due = false;
        ByteBuf payload = payload(directory.of(identity.tenant(), identity.twin()));
        if (payload.readableBytes() + PACKET_OVERHEAD_MAX > packetBytesMax) {
            connection.doorway().meters().desiredTooLarge();
            return;
        }
        boolean answered = qos == MqttQoS.AT_LEAST_ONCE;
        if (answered) {
            lastPacketId = lastPacketId % PACKET_ID_MAX + 1;
            awaited = lastPacketId;
        }
        connection.say(Dialect.published(DeviceTopics.DESIRED, qos, awaited, payload));
        connection.doorway().meters().desiredTold();
    }

    /** In the form of a reading. */
    private static ByteBuf payload(Optional<TwinDesired> desired) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        desired.ifPresent(known -> json.put("ts", known.knownAt()));
        ObjectNode values = json.putObject("values");
        desired.ifPresent(known -> known.values().forEach((name, value) -> put(values, name.value(), value)));
        return Unpooled.wrappedBuffer(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ObjectNode values, String name, Value value) {
        switch (value) {
            case Value.Numeric(double number) -> {
                // A whole number as one: a device that expects an integer need not read 3.0.
                if (number == Math.rint(number) && Math.abs(number) <= WHOLE_MAX) {
                    values.put(name, (long) number);
                } else {
                    values.put(name, number);
                }
            }
            case Value.Truth(boolean truth) -> values.put(name, truth);
            case Value.Text(String text) -> values.put(name, text);
            case Value.Vector(List<Double> numbers) -> numbers.forEach(values.putArray(name)::add);
            case Value.Json(JsonNode json) -> values.set(name, json);
        }
    }
}
