package io.counterpart.ingest.mqtt;

import io.counterpart.contracts.identity.CommandId;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttQoS;

/** What a device is told. Payloads are on the heap: nobody has to release one that is not sent. */
sealed interface DownMessage {

    /** Where it hears it. */
    String topic();

    /** Whether it has to acknowledge it. */
    MqttQoS qos();

    ByteBuf payload();

    /** All that is wanted of its twin. */
    record Desired(MqttQoS qos, ByteBuf payload) implements DownMessage {

        @Override
        public String topic() {
            return DeviceTopics.DESIRED;
        }
    }

    /**
     * Something that it is to do.
     *
     * @param id by which it knows a repetition
     * @param secondsLeft until it is not to do it any more
     */
    record Command(MqttQoS qos, CommandId id, int secondsLeft, ByteBuf payload) implements DownMessage {

        @Override
        public String topic() {
            return DeviceTopics.command(id);
        }

        String responseTopic() {
            return DeviceTopics.response(id);
        }
    }
}
