package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.TOKEN;
import static io.counterpart.ingest.mqtt.RunningEndpoint.USER;
import static io.counterpart.ingest.mqtt.RunningEndpoint.until;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_ACCEPTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.ingest.access.FakeAccessFeed;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, who is not, and who is let out again. */
final class LoginTest {

    private final RunningEndpoint running = new RunningEndpoint("counterpart.mqtt.failed-logins-per-minute", "50");
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        running.close();
    }

    private RawClient client() {
        RawClient client = running.client();
        clients.add(client);
        return client;
    }

    @ParameterizedTest
    @CsvSource({
        "acme/pump-1,   wrong",
        "acme/pump-1,   ''",
        "acme/nobody,   cd_of-pump-1",
        "other/pump-1,  cd_of-pump-1",
        "acme/pump-2,   cd_of-pump-1",
        "pump-1,        cd_of-pump-1",
        "#,             cd_of-pump-1",
        "'',            cd_of-pump-1",
    })
    void aWrongNameAndAWrongTokenHaveTheSameAnswer(String userName, String token) {
        running.access.withDevice("acme", "pump-2", "cd_of-pump-2");

        assertEquals(
                CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD.byteValue(),
                client().connect(MqttVersion.MQTT_3_1_1, userName, token));
        assertEquals(
                CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD.byteValue(),
                client().connect(MqttVersion.MQTT_5, userName, token));
    }

    @Test
    void aDeviceOfASuspendedTenantIsNotLetIn() {
        running.access.with(FakeAccessFeed.tenant("acme", AccessEvent.Status.SUSPENDED));

        assertEquals(
                CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD.byteValue(),
                client().connect(MqttVersion.MQTT_3_1_1, USER, TOKEN));
    }

    @Test
    void nobodyIsLetInBeforeItIsKnownWhoMay() {
        running.access.notReady();

        assertEquals(
                CONNECTION_REFUSED_SERVER_UNAVAILABLE.byteValue(),
                client().connect(MqttVersion.MQTT_3_1_1, USER, TOKEN));
        assertEquals(
                CONNECTION_REFUSED_SERVER_UNAVAILABLE_5.byteValue(), client().connect(MqttVersion.MQTT_5, USER, TOKEN));

        running.access.becomeReady();
        assertEquals(CONNECTION_ACCEPTED.byteValue(), client().connect(MqttVersion.MQTT_5, USER, TOKEN));
    }

    @Test
    void mqtt5IsToldWhatItMayDo() {
        MqttConnAckMessage answer = client().connect(
                        MqttVersion.MQTT_5,
                        USER,
                        TOKEN,
                        connect -> connect.clientId("").keepAlive(0));

        MqttProperties conditions = answer.variableHeader().properties();
        assertEquals(
                1, conditions.getProperty(MqttPropertyType.MAXIMUM_QOS.value()).value());
        assertEquals(
                64,
                conditions.getProperty(MqttPropertyType.RECEIVE_MAXIMUM.value()).value());
        assertEquals(
                262_144,
                conditions
                        .getProperty(MqttPropertyType.MAXIMUM_PACKET_SIZE.value())
                        .value());
        assertEquals(
                0,
                conditions
                        .getProperty(MqttPropertyType.RETAIN_AVAILABLE.value())
                        .value());
        assertEquals(
                0,
                conditions
                        .getProperty(MqttPropertyType.SHARED_SUBSCRIPTION_AVAILABLE.value())
                        .value());
        assertEquals(
                0,
                conditions
                        .getProperty(MqttPropertyType.SUBSCRIPTION_IDENTIFIER_AVAILABLE.value())
                        .value());
        assertEquals(
                0,
                conditions
                        .getProperty(MqttPropertyType.TOPIC_ALIAS_MAXIMUM.value())
                        .value());
        assertEquals(
                1800,
                conditions
                        .getProperty(MqttPropertyType.SERVER_KEEP_ALIVE.value())
                        .value());
        String assigned = (String) conditions
                .getProperty(MqttPropertyType.ASSIGNED_CLIENT_IDENTIFIER.value())
                .value();
        assertFalse(assigned.isEmpty());
    }

    @Test
    void aClientIdOf64CharactersIsTakenAndOneMoreIsNot() {
        assertEquals(CONNECTION_ACCEPTED, code(MqttVersion.MQTT_3_1_1, "c".repeat(64)));
        assertEquals(CONNECTION_REFUSED_IDENTIFIER_REJECTED, code(MqttVersion.MQTT_3_1_1, "c".repeat(65)));
        assertEquals(CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID, code(MqttVersion.MQTT_5, "c".repeat(65)));
    }

    private io.netty.handler.codec.mqtt.MqttConnectReturnCode code(MqttVersion version, String clientId) {
        return client().connect(version, USER, TOKEN, connect -> connect.clientId(clientId))
                .variableHeader()
                .connectReturnCode();
    }

    @Test
    void aSessionToBeKeptNeedsAName() {
        MqttConnAckMessage answer = client().connect(
                        MqttVersion.MQTT_3_1_1,
                        USER,
                        TOKEN,
                        connect -> connect.clientId("").cleanSession(false));

        assertEquals(
                CONNECTION_REFUSED_IDENTIFIER_REJECTED, answer.variableHeader().connectReturnCode());
    }

    @Test
    void anOlderVersionIsToldSo() {
        MqttConnAckMessage answer = client().connect(MqttVersion.MQTT_3_1, USER, TOKEN, connect -> connect);

        assertEquals(
                CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
                answer.variableHeader().connectReturnCode());
    }

    @Test
    void theSameClientIdTakesOver() {
        RawClient first = client();
        first.connect(MqttVersion.MQTT_5, USER, TOKEN);

        byte second = client().connect(MqttVersion.MQTT_5, USER, TOKEN);

        assertEquals(CONNECTION_ACCEPTED.byteValue(), second);
        assertEquals(Disconnect.SESSION_TAKEN_OVER, first.receiveReason());
    }

    @Test
    void aDeviceHasFourConnectionsAndNotFive() {
        for (int i = 0; i < 4; i++) {
            assertEquals(CONNECTION_ACCEPTED, code(MqttVersion.MQTT_5, "c" + i));
        }

        assertEquals(CONNECTION_REFUSED_QUOTA_EXCEEDED, code(MqttVersion.MQTT_5, "c4"));

        clients.getFirst().close();
        until(() -> running.gauge("counterpart.mqtt.connections") == 3);
        assertEquals(CONNECTION_ACCEPTED, code(MqttVersion.MQTT_5, "c4"));
    }

    @Test
    void revokedCredentialsEndTheConnection() {
        RawClient client = client();
        client.connect(MqttVersion.MQTT_5, USER, TOKEN);

        running.access.with(FakeAccessFeed.device("acme", "pump-1", 2, "cd_another"));

        assertEquals(Disconnect.ADMINISTRATIVE_ACTION, client.receiveReason());
        assertEquals(
                CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD.byteValue(),
                client().connect(MqttVersion.MQTT_5, USER, TOKEN));
    }

    @Test
    void aRemovedDeviceIsEndedAndItsNeighbourIsNot() {
        running.access.withDevice("acme", "pump-2", "cd_of-pump-2");
        RawClient client = client();
        RawClient neighbour = client();
        client.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN);
        neighbour.connect(MqttVersion.MQTT_3_1_1, "acme/pump-2", "cd_of-pump-2");

        running.access.without(AccessEvent.Device.key(new TenantId("acme"), new DeviceId("pump-1")));

        assertTrue(client.receiveOrEnd().isEmpty());
        neighbour.send(MqttMessage.PINGREQ);
        neighbour.receive();
    }

    @Test
    void aSuspendedTenantsConnectionsEnd() {
        RawClient client = client();
        client.connect(MqttVersion.MQTT_5, USER, TOKEN);

        running.access.with(FakeAccessFeed.tenant("acme", AccessEvent.Status.SUSPENDED));

        assertEquals(Disconnect.ADMINISTRATIVE_ACTION, client.receiveReason());
        assertEquals(1, running.count("counterpart.mqtt.endings", "reason", "revoked"));
    }

    @Test
    void aTenantWhosePartitionsAreLaidAnewHasItsDevicesComeAgain() {
        RawClient client = client();
        client.connect(MqttVersion.MQTT_5, USER, TOKEN);

        running.access.with(
                new AccessEvent.Tenant(new TenantId("acme"), "acme", "free", AccessEvent.Status.ACTIVE, 4, 1));

        assertEquals(Disconnect.ADMINISTRATIVE_ACTION, client.receiveReason());
    }

    @Test
    void aChangeOfNameEndsNothing() {
        RawClient client = client();
        client.connect(MqttVersion.MQTT_5, USER, TOKEN);

        running.access.with(
                new AccessEvent.Tenant(new TenantId("acme"), "Acme Ltd", "free", AccessEvent.Status.ACTIVE, 1, 0));

        client.send(MqttMessage.PINGREQ);
        client.receive();
        assertEquals(0, running.count("counterpart.mqtt.endings", "reason", "revoked"));
    }
}
