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
 * What is wanted of one device's twin: all of it, at its subscription and at each change. What changes before it can be told is told the
 * newest alone: however often something is wanted, the device hears the last.
 */
final class DesiredSource implements DownSource {

    /** Up to here every whole number is a double, and said as one. */
    private static final double WHOLE_MAX = 1L << 53;

    private final DesiredDirectory directory;
    private final DeviceIdentity identity;
    private final Runnable follower;

    private @Nullable MqttQoS subscribed;
    private boolean due;

    /**
     * @param follower called on any thread when something else is wanted; to call {@link #changed} on the event loop
     */
    DesiredSource(DesiredDirectory directory, DeviceIdentity identity, Runnable follower) {
        this.directory = directory;
        this.identity = identity;
        this.follower = follower;
    }

    /**
     * The device wants to hear.
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

    /** The device does not want to hear any more, or is gone. */
    void unsubscribe() {
        if (subscribed != null) {
            directory.leave(identity.tenant(), identity.twin(), follower);
            subscribed = null;
            due = false;
        }
    }

    /** Something else is wanted, or it is now known what is. */
    void changed() {
        due = subscribed != null;
    }

    @Override
    public @Nullable DownMessage next() {
        MqttQoS qos = subscribed;
        if (qos == null || !due || !directory.isWhole()) {
            return null;
        }
        due = false;
        return new DownMessage.Desired(qos, payload(directory.of(identity.tenant(), identity.twin())));
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
