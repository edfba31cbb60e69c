package io.counterpart.ingest.mqtt;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.List;
import java.util.Optional;

/** The versions of MQTT that we speak, and what we say differently in them. */
enum Dialect {
    MQTT_3_1_1(4),
    MQTT_5(5);

    private final int level;

    Dialect(int level) {
        this.level = level;
    }

    /** The dialect that a CONNECT names by its protocol level. */
    static Optional<Dialect> of(int level) {
        for (Dialect dialect : values()) {
            if (dialect.level == level) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /**
     * You are in.
     *
     * @param assignedClientId the client id we gave, empty when it had its own
     * @param keepAliveSeconds the keep alive we hold it to, 0 for none
     */
    MqttConnAckMessage accepted(MqttConfig limits, String assignedClientId, int keepAliveSeconds) {
        var answer = MqttMessageBuilders.connAck()
                .returnCode(io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_ACCEPTED)
                .sessionPresent(false);
        return switch (this) {
            case MQTT_3_1_1 -> answer.build();
            case MQTT_5 ->
                answer.properties(conditions -> {
                            conditions
                                    .maximumQos((byte) 1)
                                    .receiveMaximum(limits.inFlightMax())
                                    .maximumPacketSize(limits.packetBytesMax())
                                    .retainAvailable(false)
                                    .sharedSubscriptionAvailable(false)
                                    .subscriptionIdentifiersAvailable(false)
                                    .topicAliasMaximum(0)
                                    .sessionExpiryInterval(0)
                                    .serverKeepAlive(keepAliveSeconds);
                            if (!assignedClientId.isEmpty()) {
                                conditions.assignedClientId(assignedClientId);
                            }
                        })
                        .build();
        };
    }

    /** You are not in. */
    MqttConnAckMessage refused(Refusal why) {
        return MqttMessageBuilders.connAck()
                .returnCode(why.code(this))
                .sessionPresent(false)
                .properties(MqttProperties.NO_PROPERTIES)
                .build();
    }

    /** Why we end the connection, where that can be said. */
    Optional<MqttMessage> farewell(Ending why) {
        return switch (this) {
            case MQTT_3_1_1 -> Optional.empty();
            case MQTT_5 ->
                Optional.of(MqttMessageBuilders.disconnect()
                        .reasonCode(why.reason().byteValue())
                        .properties(MqttProperties.NO_PROPERTIES)
                        .build());
        };
    }

    /** What became of a subscription to something that is not the device's own. */
    int subscriptionRefused() {
        return switch (this) {
            case MQTT_3_1_1 -> 0x80;
            case MQTT_5 -> 0x87;
        };
    }

    MqttMessage subscribed(int packetId, List<Integer> codes) {
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK),
                new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                new MqttSubAckPayload(codes));
    }

    MqttMessage unsubscribed(int packetId, List<Short> codes) {
        return switch (this) {
            case MQTT_3_1_1 ->
                new MqttUnsubAckMessage(header(MqttMessageType.UNSUBACK), MqttMessageIdVariableHeader.from(packetId));
            case MQTT_5 ->
                new MqttUnsubAckMessage(
                        header(MqttMessageType.UNSUBACK),
                        new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES),
                        new MqttUnsubAckPayload(codes));
        };
    }

    /** A message for the device. When a command passes and where its answer goes is said where it can be. */
    MqttMessage published(DownMessage message, int packetId) {
        return MqttMessageBuilders.publish()
                .topicName(message.topic())
                .qos(message.qos())
                .messageId(packetId)
                .properties(properties(message))
                .payload(message.payload())
                .build();
    }

    private MqttProperties properties(DownMessage message) {
        return switch (this) {
            case MQTT_3_1_1 -> MqttProperties.NO_PROPERTIES;
            case MQTT_5 ->
                switch (message) {
                    case DownMessage.Desired desired -> MqttProperties.NO_PROPERTIES;
                    case DownMessage.Command command -> {
                        MqttProperties properties = new MqttProperties();
                        properties.add(new MqttProperties.IntegerProperty(
                                MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL.value(), command.secondsLeft()));
                        properties.add(new MqttProperties.StringProperty(
                                MqttPropertyType.RESPONSE_TOPIC.value(), command.responseTopic()));
                        yield properties;
                    }
                };
        };
    }

    /** How long the packet of {@link #published} is, bytes. Topics are ASCII. */
    int length(DownMessage message) {
        int topic = 2 + message.topic().length();
        int packetId = message.qos() == MqttQoS.AT_MOST_ONCE ? 0 : 2;
        int properties = switch (this) {
            case MQTT_3_1_1 -> 0;
            case MQTT_5 -> withLength(propertiesLength(message));
        };
        return 1 + withLength(topic + packetId + properties + message.payload().readableBytes());
    }

    private static int propertiesLength(DownMessage message) {
        return switch (message) {
            case DownMessage.Desired desired -> 0;
            case DownMessage.Command command ->
                1 + Integer.BYTES + 1 + 2 + command.responseTopic().length();
        };
    }

    /** The length itself stands before, seven bits a byte. */
    private static int withLength(int length) {
        int bytes = 1;
        for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes + length;
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }
}
