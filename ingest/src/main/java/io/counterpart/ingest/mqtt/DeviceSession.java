package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.access.DeviceIdentity;
import io.counterpart.ingest.publishing.InputLane;
import io.counterpart.ingest.publishing.InputSource;
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
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device that is logged in: its readings go to its partition's lane, and are acknowledged when that says they are durable.
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
    private final Set<DeviceTopics.Filter> subscriptions = EnumSet.noneOf(DeviceTopics.Filter.class);
    private final DesiredLine desired;

    private @Nullable Will will;
    private boolean gone;

    /** The topic published to last, and the component in its name: devices repeat themselves. */
    private String topic = DeviceTopics.TELEMETRY;

    private @Nullable String component;

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
        this.desired = new DesiredLine(connection, identity, terms.packetBytesMax());
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
            case PUBACK -> acknowledged(packetId(packet));
            case SUBSCRIBE -> subscribe((MqttSubscribeMessage) packet);
            case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) packet);
            case PINGREQ -> connection.say(MqttMessage.PINGRESP);
            case DISCONNECT -> goodbye(packet);
            // What only a server says, what may come once only, and acknowledgements of what we never sent.
            case CONNECT, CONNACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, AUTH -> connection.end(Ending.PROTOCOL);
        }
    }

    private void acknowledged(int packetId) {
        if (!desired.acknowledged(packetId)) {
            connection.end(Ending.PROTOCOL);
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
                component,
                packet.payload());
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
        if (!DeviceTopics.takesReadings(other)) {
            return false;
        }
        topic = other;
        component = DeviceTopics.component(other).orElse(null);
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

    // Subscribing. Nothing is sent to commands yet; what a device may ask for is decided all the same.

    private void subscribe(MqttSubscribeMessage packet) {
        if (packet.idAndPropertiesVariableHeader()
                        .properties()
                        .getProperty(MqttPropertyType.SUBSCRIPTION_IDENTIFIER.value())
                != null) {
            connection.end(Ending.PROTOCOL);
            return;
        }
        if (packet.payload().topicSubscriptions().isEmpty()) {
            connection.end(Ending.PROTOCOL);
            return;
        }
        List<Integer> codes = new ArrayList<>();
        for (MqttTopicSubscription wanted : packet.payload().topicSubscriptions()) {
            DeviceTopics.Filter filter =
                    DeviceTopics.Filter.of(wanted.topicFilter()).orElse(null);
            if (filter == null) {
                codes.add(dialect.subscriptionRefused());
            } else {
                subscriptions.add(filter);
                codes.add(Math.min(wanted.qualityOfService().value(), MqttQoS.AT_LEAST_ONCE.value()));
            }
        }
        // Before it is said, so that no change is missed after it.
        packet.payload().topicSubscriptions().stream()
                .filter(wanted -> wanted.topicFilter().equals(DeviceTopics.DESIRED))
                .forEach(this::subscribeToDesired);
        connection.say(dialect.subscribed(packet.variableHeader().messageId(), codes));
        desired.tell();
    }

    private void subscribeToDesired(MqttTopicSubscription wanted) {
        boolean atOnce = switch (wanted.option().retainHandling()) {
            case SEND_AT_SUBSCRIBE -> true;
            case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> !desired.isSubscribed();
            case DONT_SEND_AT_SUBSCRIBE -> false;
        };
        boolean answered = wanted.qualityOfService() != MqttQoS.AT_MOST_ONCE;
        desired.subscribe(answered ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE, atOnce);
    }

    private void unsubscribe(MqttUnsubscribeMessage packet) {
        if (packet.payload().topics().isEmpty()) {
            connection.end(Ending.PROTOCOL);
            return;
        }
        List<Short> codes = new ArrayList<>();
        for (String unwanted : packet.payload().topics()) {
            if (unwanted.equals(DeviceTopics.DESIRED)) {
                desired.unsubscribe();
            }
            boolean was = DeviceTopics.Filter.of(unwanted)
                    .filter(subscriptions::remove)
                    .isPresent();
            codes.add(
                    was
                            ? (short) MqttReasonCodes.UnsubAck.SUCCESS.byteValue()
                            : (short) MqttReasonCodes.UnsubAck.NO_SUBSCRIPTION_EXISTED.byteValue());
        }
        connection.say(dialect.unsubscribed(packet.variableHeader().messageId(), codes));
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
        desired.tell();
    }

    @Override
    public void gone() {
        gone = true;
        lane.detach(this);
        desired.unsubscribe();
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
                    DeviceTopics.component(last.topic()).orElse(null),
                    last.payload());
        }
    }
}
