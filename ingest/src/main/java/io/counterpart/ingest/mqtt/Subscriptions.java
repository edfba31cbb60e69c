package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.access.DeviceIdentity;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What one device is subscribed to, and that it hears of it. On the connection's event loop. */
final class Subscriptions {

    private static final int REASON_FAILURE = 0x80;

    private final MqttConnection connection;
    private final Dialect dialect;
    private final Map<DeviceTopics.Filter, MqttQoS> granted = new EnumMap<>(DeviceTopics.Filter.class);
    private final CommandSource commands;
    private final DesiredSource desired;
    private final DownLine line;

    /**
     * @param packetBytesMax the longest packet that the device takes
     * @param taken hears what the device has of what it was told
     */
    Subscriptions(
            MqttConnection connection,
            Dialect dialect,
            DeviceIdentity identity,
            int packetBytesMax,
            Consumer<DownMessage> taken) {
        this.connection = connection;
        this.dialect = dialect;
        Doorway doorway = connection.doorway();
        this.commands = new CommandSource(doorway.commands(), identity, doorway.clock(), this::commandsChanged);
        this.desired = new DesiredSource(doorway.desired(), identity, () -> connection.soon(this::desiredChanged));
        this.line = new DownLine(connection, dialect, packetBytesMax, List.of(commands, desired), taken);
    }

    private void commandsChanged() {
        commands.changed();
        connection.soon(this::tell);
    }

    private void desiredChanged() {
        desired.changed();
        tell();
    }

    /** Tells what is to be told and can be. */
    void tell() {
        line.tell();
    }

    void acknowledged(MqttMessage packet) {
        MqttMessageIdVariableHeader which = (MqttMessageIdVariableHeader) packet.variableHeader();
        boolean isTaken =
                !(which instanceof MqttPubReplyMessageVariableHeader said && (said.reasonCode() & REASON_FAILURE) != 0);
        if (!line.acknowledged(which.messageId(), isTaken)) {
            connection.end(Ending.PROTOCOL);
        }
    }

    void subscribe(MqttSubscribeMessage packet) {
        boolean named = packet.idAndPropertiesVariableHeader()
                        .properties()
                        .getProperty(MqttPropertyType.SUBSCRIPTION_IDENTIFIER.value())
                != null;
        List<MqttTopicSubscription> wanted = packet.payload().topicSubscriptions();
        if (named || wanted.isEmpty()) {
            connection.end(Ending.PROTOCOL);
            return;
        }
        // Before it is said, so that no change is missed after it.
        List<Integer> codes = wanted.stream().map(this::subscribe).toList();
        connection.say(dialect.subscribed(packet.variableHeader().messageId(), codes));
        tell();
    }

    private int subscribe(MqttTopicSubscription wanted) {
        DeviceTopics.Filter filter =
                DeviceTopics.Filter.of(wanted.topicFilter()).orElse(null);
        if (filter == null) {
            return dialect.subscriptionRefused();
        }
        MqttQoS qos = wanted.qualityOfService() == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
        boolean isNew = granted.put(filter, qos) == null;
        switch (filter) {
            case COMMANDS, COMMANDS_AND_BELOW -> heedCommands();
            case DESIRED -> {
                boolean atOnce = switch (wanted.option().retainHandling()) {
                    case SEND_AT_SUBSCRIBE -> true;
                    case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> isNew;
                    case DONT_SEND_AT_SUBSCRIBE -> false;
                };
                desired.subscribe(qos, atOnce);
            }
        }
        return qos.value();
    }

    /** Both filters are all commands: who has both hears each once, as the better one says. */
    private void heedCommands() {
        Stream.of(DeviceTopics.Filter.COMMANDS, DeviceTopics.Filter.COMMANDS_AND_BELOW)
                .filter(granted::containsKey)
                .map(granted::get)
                .max(MqttQoS::compareTo)
                .ifPresentOrElse(commands::subscribe, commands::unsubscribe);
    }

    void unsubscribe(MqttUnsubscribeMessage packet) {
        if (packet.payload().topics().isEmpty()) {
            connection.end(Ending.PROTOCOL);
            return;
        }
        List<Short> codes = new ArrayList<>();
        for (String unwanted : packet.payload().topics()) {
            boolean was = DeviceTopics.Filter.of(unwanted)
                    .filter(filter -> granted.remove(filter) != null)
                    .isPresent();
            codes.add(
                    was
                            ? (short) MqttReasonCodes.UnsubAck.SUCCESS.byteValue()
                            : (short) MqttReasonCodes.UnsubAck.NO_SUBSCRIPTION_EXISTED.byteValue());
        }
        heedCommands();
        if (!granted.containsKey(DeviceTopics.Filter.DESIRED)) {
            desired.unsubscribe();
        }
        connection.say(dialect.unsubscribed(packet.variableHeader().messageId(), codes));
    }

    /** The device is gone. */
    void end() {
        commands.unsubscribe();
        desired.unsubscribe();
    }
}
