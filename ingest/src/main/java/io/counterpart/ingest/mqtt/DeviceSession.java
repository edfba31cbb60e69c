package io.counterpart.ingest.mqtt;

import io.counterpart.contracts.input.EntryKind;
import io.counterpart.ingest.access.DeviceIdentity;
import io.counterpart.ingest.publishing.InputLane;
import io.counterpart.ingest.publishing.InputSource;
import io.counterpart.ingest.publishing.Said;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.jspecify.annotations.Nullable;

/**
 * A device that is logged in: what it says goes to its partition's lane, and is acknowledged when that says it is durable.
 *
 * <p>A publish costs what the codec makes of it and nothing more: no object is made here.
 */
final class DeviceSession implements Stage, InputSource {

    /** Of a reading that asks for no acknowledgement. */
    private static final int UNACKNOWLEDGED = 0;

    /** A receipt is a packet id, and above it what is to be said of it. */
    private static final int PACKET_ID = 0xffff;

    private static final int REASON_SHIFT = 16;
    private static final int QOS_2 = 1 << 24;

    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBCOMP = 0x70;

    private final MqttConnection connection;
    private final Dialect dialect;
    private final DeviceIdentity identity;
    private final String clientId;
    private final int keepAliveTicks;
    private final int inFlightMax;
    private final InputLane lane;
    private final Subscriptions subscriptions;

    private @Nullable Will will;
    private boolean gone;

    /** The topic published to last, and what is said there: devices repeat themselves. */
    private String topic = DeviceTopics.TELEMETRY;

    private Said said = Said.READING;

    private int inFlight;
    private int unacknowledged;

    /**
     * @param connection its connection
     * @param dialect the version it speaks
     * @param identity who it is
     * @param terms what it asked for
     * @param will what to publish when it vanishes
     */
    DeviceSession(
            MqttConnection connection, Dialect dialect, DeviceIdentity identity, Terms terms, @Nullable Will will) {
        this.connection = connection;
        this.dialect = dialect;
        this.identity = identity;
        this.clientId = terms.clientId();
        this.keepAliveTicks =
                terms.keepAliveSeconds() == 0 ? 0 : connection.loop().keepAliveTicks(terms.keepAliveSeconds());
        this.inFlightMax = connection.doorway().limits().inFlightMax();
        this.lane = connection.loop().lanes().lane(identity.tenant(), identity.partition());
        this.subscriptions = new Subscriptions(connection, dialect, identity, terms.packetBytesMax(), this::taken);
        this.will = will;
    }

    /** From here on it is held with its lane. */
    void begin() {
        lane.attach(this);
    }

    Dialect dialect() {
        return dialect;
    }

    DeviceIdentity identity() {
        return identity;
    }

    String clientId() {
        return clientId;
    }

    /** Ends it, from any thread. */
    void endSoon(Ending why) {
        connection.endSoon(why);
    }

    @Override
    public void take(MqttMessage packet) {
        switch (packet.fixedHeader().messageType()) {
            case PUBLISH -> publish((MqttPublishMessage) packet);
            case PUBREL -> connection.acknowledge(PUBCOMP, packetId(packet));
            case PUBACK -> subscriptions.acknowledged(packet);
            case SUBSCRIBE -> subscriptions.subscribe((MqttSubscribeMessage) packet);
            case UNSUBSCRIBE -> subscriptions.unsubscribe((MqttUnsubscribeMessage) packet);
            case PINGREQ -> connection.say(MqttMessage.PINGRESP);
            case DISCONNECT -> goodbye(packet);
            // What only a server says, what may come once only, and acknowledgements of what we never sent.
            case CONNECT, CONNACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, AUTH -> connection.end(Ending.PROTOCOL);
        }
    }

    private static int packetId(MqttMessage packet) {
        return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
    }

    // Publishing

    private void publish(MqttPublishMessage packet) {
        MqttFixedHeader header = packet.fixedHeader();
        MqttPublishVariableHeader about = packet.variableHeader();
        MqttQoS qos = header.qosLevel();
        Ending objection = dialect == Dialect.MQTT_5 ? objection(header, about.properties()) : null;
        if (objection != null) {
            connection.end(objection);
            return;
        }
        if (!about.topicName().equals(topic) && !turnTo(about.topicName())) {
            refuseTopic(qos, about.packetId());
            return;
        }
        lane.publish(
                this,
                receipt(qos, about.packetId()),
                identity.speaker(),
                connection.doorway().clock().millis(),
                said,
                packet.payload());
        if (said.kind() == EntryKind.COMMAND_ANSWERED) {
            connection.doorway().meters().answerTaken();
        }
        if (++inFlight > inFlightMax) {
            connection.hold(MqttConnection.Reason.IN_FLIGHT);
        }
    }

    /** What MQTT 5 was told not to do. */
    private @Nullable Ending objection(MqttFixedHeader header, MqttProperties properties) {
        if (header.qosLevel() == MqttQoS.EXACTLY_ONCE) {
            return Ending.QOS;
        }
        if (header.isRetain()) {
            return Ending.RETAIN;
        }
        if (header.qosLevel() == MqttQoS.AT_LEAST_ONCE && unacknowledged >= inFlightMax) {
            return Ending.IN_FLIGHT;
        }
        return !properties.isEmpty() && properties.getProperty(MqttPropertyType.TOPIC_ALIAS.value()) != null
                ? Ending.TOPIC_ALIAS
                : null;
    }

    private boolean turnTo(String other) {
        Said there = DeviceTopics.said(other).orElse(null);
        if (there == null) {
            return false;
        }
        topic = other;
        said = there;
        return true;
    }

    /** MQTT 5 hears of it in its turn among the acknowledgements; who can hear nothing must not believe that it was stored. */
    private void refuseTopic(MqttQoS qos, int packetId) {
        connection.doorway().meters().topicRefused();
        if (dialect == Dialect.MQTT_5 && qos == MqttQoS.AT_LEAST_ONCE) {
            int reason = MqttReasonCodes.PubAck.TOPIC_NAME_INVALID.byteValue() & 0xff;
            inFlight++;
            lane.follow(this, receipt(qos, packetId) | (reason << REASON_SHIFT));
        } else {
            connection.end(Ending.TOPIC);
        }
    }

    private int receipt(MqttQoS qos, int packetId) {
        return switch (qos) {
            case AT_MOST_ONCE, FAILURE -> UNACKNOWLEDGED;
            case AT_LEAST_ONCE -> {
                unacknowledged++;
                yield packetId;
            }
            case EXACTLY_ONCE -> {
                unacknowledged++;
                yield packetId | QOS_2;
            }
        };
    }

    @Override
    public void durable(int receipt) {
        if (--inFlight == inFlightMax / 2) {
            connection.release(MqttConnection.Reason.IN_FLIGHT);
        }
        if (gone || receipt == UNACKNOWLEDGED) {
            return;
        }
        unacknowledged--;
        int reason = (receipt >>> REASON_SHIFT) & 0xff;
        int type = (receipt & QOS_2) != 0 ? PUBREC : PUBACK;
        if (reason == 0) {
            connection.acknowledge(type, receipt & PACKET_ID);
        } else {
            connection.acknowledge(type, receipt & PACKET_ID, reason);
        }
    }

    @Override
    public void flush() {
        connection.flush();
    }

    @Override
    public void lost() {
        connection.end(Ending.LOST);
    }

    @Override
    public void hold() {
        connection.hold(MqttConnection.Reason.LANE);
    }

    @Override
    public void release() {
        connection.release(MqttConnection.Reason.LANE);
    }

    // What it was told

    /**
     * That it has a command stands in order with all else that it says. Nobody waits until that is durable: if it is lost, the command is
     * told again in the next session, and its id tells the repetition.
     */
    private void taken(DownMessage message) {
        switch (message) {
            case DownMessage.Command command ->
                lane.publish(
                        InputSource.NOBODY,
                        UNACKNOWLEDGED,
                        identity.speaker(),
                        connection.doorway().clock().millis(),
                        Said.delivery(command.id()),
                        Unpooled.EMPTY_BUFFER);
            case DownMessage.Desired desired -> {}
        }
    }

    // Ending

    private void goodbye(MqttMessage packet) {
        boolean withWill = packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader why
                && why.reasonCode() == MqttReasonCodes.Disconnect.DISCONNECT_WITH_WILL_MESSAGE.byteValue();
        if (!withWill) {
            will = null;
        }
        connection.close();
    }

    @Override
    public void tick() {
        if (keepAliveTicks > 0 && connection.silentTicks() > keepAliveTicks) {
            connection.end(Ending.KEEP_ALIVE);
            return;
        }
        // It may have waited for room in the socket.
        subscriptions.tell();
    }

    @Override
    public void gone() {
        gone = true;
        lane.detach(this);
        subscriptions.end();
        Doorway doorway = connection.doorway();
        doorway.sessions().remove(this);
        Will last = will;
        // Of a device that is not let in any more, no reading is taken either.
        if (last == null || !doorway.logins().stillHolds(identity)) {
            return;
        }
        if (lane.isHeld()) {
            doorway.meters().willDropped();
        } else {
            lane.publish(
                    InputSource.NOBODY,
                    UNACKNOWLEDGED,
                    identity.speaker(),
                    doorway.clock().millis(),
                    last.said(),
                    last.payload());
        }
    }
}
