package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.access.DeviceIdentity;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of a CONNECT. */
sealed interface Login {

    /** Client ids longer than this are refused. */
    int CLIENT_ID_MAX = 64;

    /** In, and to be told so. */
    record Accepted(DeviceSession session, MqttMessage answer) implements Login {}

    /** Out, and to be told so in this dialect. */
    record Refused(Dialect dialect, Refusal why) implements Login {}

    /** Decides. When it accepts, the session is among the doorway's. */
    static Login of(MqttConnectMessage connect, MqttConnection connection) {
        MqttConnectVariableHeader header = connect.variableHeader();
        MqttConnectPayload payload = connect.payload();
        Doorway doorway = connection.doorway();
        Dialect dialect = Dialect.of(header.version()).orElse(null);
        if (dialect == null) {
            return new Refused(Dialect.MQTT_3_1_1, Refusal.VERSION);
        }
        if (!doorway.logins().isReady() || connection.loop().isStopping()) {
            return new Refused(dialect, Refusal.NOT_READY);
        }
        Refusal form = objection(dialect, header, payload);
        if (form != null) {
            return new Refused(dialect, form);
        }
        DeviceIdentity identity = identify(doorway, payload).orElse(null);
        if (identity == null) {
            return new Refused(dialect, Refusal.CREDENTIALS);
        }
        boolean nameless = payload.clientIdentifier().isEmpty();
        String clientId = nameless ? UUID.randomUUID().toString() : payload.clientIdentifier();
        int keepAliveSeconds = keepAlive(dialect, header, doorway.limits());
        Terms terms = new Terms(clientId, keepAliveSeconds, packetBytesMax(header));
        DeviceSession session = new DeviceSession(connection, dialect, identity, terms, will(header, payload));
        if (!doorway.sessions().add(session)) {
            return new Refused(dialect, Refusal.CONNECTIONS);
        }
        if (!doorway.logins().stillHolds(identity)) {
            // It was revoked between the look-up and the adding, so nobody would end this session any more.
            doorway.sessions().remove(session);
            return new Refused(dialect, Refusal.CREDENTIALS);
        }
        return new Accepted(session, dialect.accepted(doorway.limits(), nameless ? clientId : "", keepAliveSeconds));
    }

    private static @Nullable Refusal objection(
            Dialect dialect, MqttConnectVariableHeader header, MqttConnectPayload payload) {
        int method = MqttProperties.MqttPropertyType.AUTHENTICATION_METHOD.value();
        if (header.properties().getProperty(method) != null) {
            return Refusal.METHOD;
        }
        String clientId = payload.clientIdentifier();
        boolean sessionWithoutName = dialect == Dialect.MQTT_3_1_1 && clientId.isEmpty() && !header.isCleanSession();
        if (clientId.length() > CLIENT_ID_MAX || sessionWithoutName) {
            return Refusal.CLIENT_ID;
        }
        if (!header.isWillFlag()) {
            return null;
        }
        if (DeviceTopics.reading(payload.willTopic()).isEmpty()) {
            return Refusal.WILL_TOPIC;
        }
        if (header.isWillRetain()) {
            return Refusal.WILL_RETAINED;
        }
        return dialect == Dialect.MQTT_5 && header.willQos() > 1 ? Refusal.WILL_QOS : null;
    }

    private static Optional<DeviceIdentity> identify(Doorway doorway, MqttConnectPayload payload) {
        String userName = payload.userName();
        byte[] password = payload.passwordInBytes();
        return doorway.logins()
                .byName(
                        userName == null ? "" : userName,
                        password == null ? "" : new String(password, StandardCharsets.UTF_8));
    }

    /** MQTT 5 can be told a shorter keep alive than it asked for; 3.1.1 has what it wants. */
    private static int keepAlive(Dialect dialect, MqttConnectVariableHeader header, MqttConfig limits) {
        int wanted = header.keepAliveTimeSeconds();
        int max = (int) Math.min(limits.keepAliveMax().toSeconds(), 65_535);
        return switch (dialect) {
            case MQTT_3_1_1 -> wanted;
            case MQTT_5 -> wanted == 0 ? max : Math.min(wanted, max);
        };
    }

    /** MQTT 3.1.1 has no bound of its own but the protocol's. */
    private static int packetBytesMax(MqttConnectVariableHeader header) {
        int property = MqttProperties.MqttPropertyType.MAXIMUM_PACKET_SIZE.value();
        // Four bytes without a sign: what an int holds no more is no bound for us.
        return header.properties().getProperty(property) instanceof MqttProperties.IntegerProperty bytes
                        && bytes.value() > 0
                ? bytes.value()
                : Integer.MAX_VALUE;
    }

    private static @Nullable Will will(MqttConnectVariableHeader header, MqttConnectPayload payload) {
        byte[] reading = payload.willMessageInBytes();
        return header.isWillFlag() && reading != null
                ? DeviceTopics.reading(payload.willTopic())
                        .map(said -> new Will(said, Unpooled.wrappedBuffer(reading)))
                        .orElse(null)
                : null;
    }
}
