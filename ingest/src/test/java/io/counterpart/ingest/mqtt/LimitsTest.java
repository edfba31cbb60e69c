package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.TOKEN;
import static io.counterpart.ingest.mqtt.RunningEndpoint.USER;
import static io.counterpart.ingest.mqtt.RunningEndpoint.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bound of the endpoint, and that it holds. */
final class LimitsTest {

    @Test
    void oneConnectionTooManyIsClosedAndTheOthersStay() {
        try (RunningEndpoint running = new RunningEndpoint("counterpart.mqtt.connections-max", "1");
                RawClient first = running.client()) {
            first.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN);

            try (RawClient second = running.client()) {
                assertTrue(second.receiveOrEnd().isEmpty());
            }

            first.send(MqttMessage.PINGREQ);
            first.receive();
            assertEquals(1, running.count("counterpart.mqtt.turned.away"));
        }
    }

    @Test
    void whoDoesNotLogInInTimeIsClosed() {
        try (RunningEndpoint running = new RunningEndpoint("counterpart.mqtt.login-timeout", "100ms");
                RawClient client = running.client()) {
            client.sendBytes(new byte[] {0x10});

            assertTrue(client.receiveOrEnd().isEmpty());
            assertEquals(1, running.count("counterpart.mqtt.endings", "reason", "no-login"));
        }
    }

    @Test
    void whoSendsTooMuchBeforeTheLoginIsClosed() {
        try (RunningEndpoint running = new RunningEndpoint();
                RawClient client = running.client()) {
            // A CONNECT that says it has 100,000 bytes, and begins to send them.
            client.sendBytes(new byte[] {0x10, (byte) 0xa0, (byte) 0x8d, 0x06});
            client.sendBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, (byte) 0xea, 0x60});
            client.sendBytes(new byte[5_000]);

            assertTrue(client.receiveOrEnd().isEmpty());
        }
    }

    @Test
    void theFirstPacketHasToBeALogin() {
        try (RunningEndpoint running = new RunningEndpoint();
                RawClient client = running.client()) {
            client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "{}"));

            assertTrue(client.receiveOrEnd().isEmpty());
            assertEquals(List.of(), running.log.payloads());
        }
    }

    @Test
    void readingsMayComeInOneWriteWithTheLogin() {
        try (RunningEndpoint running = new RunningEndpoint();
                RawClient client = running.client()) {
            client.send(
                    RawClient.connectPacket(MqttVersion.MQTT_3_1_1, USER, TOKEN, connect -> connect),
                    RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "x".repeat(20_000)));

            assertEquals(MqttMessageType.CONNACK, client.receive().fixedHeader().messageType());
            assertEquals(MqttMessageType.PUBACK, client.receive().fixedHeader().messageType());
        }
    }

    @Test
    void aPacketThatIsTooLargeEndsTheConnection() {
        try (RunningEndpoint running = new RunningEndpoint("counterpart.mqtt.packet-bytes-max", "1000");
                RawClient client = running.client();
                RawClient old = running.client()) {
            client.connect(MqttVersion.MQTT_5, USER, TOKEN, connect -> connect.clientId("new"));
            client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "x".repeat(200_000)));
            assertEquals(Disconnect.PACKET_TOO_LARGE, client.receiveReason());

            old.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN);
            old.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "x".repeat(2_000)));
            assertTrue(old.receiveOrEnd().isEmpty());
            assertEquals(List.of(), running.log.payloads());
        }
    }

    @ParameterizedTest
    @EnumSource(BadBytes.class)
    void bytesThatAreNoPacketEndTheConnectionAndDisturbNobody(BadBytes bad) {
        try (RunningEndpoint running = new RunningEndpoint();
                RawClient client = running.client();
                RawClient other = running.client()) {
            other.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN, connect -> connect.clientId("other"));
            client.connect(MqttVersion.MQTT_5, USER, TOKEN);

            client.sendBytes(HexFormat.ofDelimiter(" ").parseHex(bad.hex));

            Disconnect reason = client.receiveReason();
            assertTrue(reason == Disconnect.MALFORMED_PACKET || reason == Disconnect.PROTOCOL_ERROR, reason::name);
            other.send(MqttMessage.PINGREQ);
            other.receive();
        }
    }

    /** What a broken or a hostile client may send. */
    enum BadBytes {
        NO_TYPE("00 00"),
        LENGTH_OF_FIVE_BYTES("30 ff ff ff ff 01"),
        PUBLISH_WITH_A_TOPIC_LONGER_THAN_ITSELF("30 03 00 04 61 62 63 64 00 00"),
        PUBLISH_WITH_BOTH_QOS_BITS("36 05 00 01 61 00 01"),
        PUBLISH_WITH_PACKET_ID_ZERO("32 06 00 01 61 00 00 00"),
        PUBLISH_TO_A_WILDCARD("32 06 00 01 23 00 01 00"),
        SUBSCRIBE_TO_NOTHING("82 03 00 01 00"),
        A_SERVERS_PACKET("20 03 00 00 00"),
        AUTH("f0 00");

        private final String hex;

        BadBytes(String hex) {
            this.hex = hex;
        }
    }

    @Test
    void aSecondLoginEndsTheConnection() {
        try (RunningEndpoint running = new RunningEndpoint();
                RawClient client = running.client()) {
            client.connect(MqttVersion.MQTT_5, USER, TOKEN);

            client.send(RawClient.connectPacket(MqttVersion.MQTT_5, USER, TOKEN, connect -> connect));

            assertEquals(Disconnect.PROTOCOL_ERROR, client.receiveReason());
        }
    }

    @Test
    void moreInFlightThanMqtt5WasAllowedEndsTheConnection() {
        try (RunningEndpoint running = new RunningEndpoint("counterpart.mqtt.in-flight-max", "4");
                RawClient client = running.client()) {
            running.log.goAway();
            client.connect(MqttVersion.MQTT_5, USER, TOKEN);

            for (int id = 1; id <= 5; id++) {
                client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, id, "{}"));
            }

            assertEquals(Disconnect.RECEIVE_MAXIMUM_EXCEEDED, client.receiveReason());
        }
    }

    @Test
    void moreInFlightThanABoundIsNotReadFrom311UntilHalfIsConfirmed() {
        try (RunningEndpoint running = new RunningEndpoint("counterpart.mqtt.in-flight-max", "4");
                RawClient client = running.client()) {
            // Given
            running.log.goAway();
            client.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN);

            // When
            for (int id = 1; id <= 5; id++) {
                client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, id, "{}"));
            }
            until(() -> running.gauge("counterpart.mqtt.held") == 1);
            client.send(MqttMessage.PINGREQ);

            // Then
            assertTrue(client.hearsNothingFor(100));
            running.log.comeBack();
            List<MqttMessageType> heard = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                heard.add(client.receive().fixedHeader().messageType());
            }
            assertEquals(
                    5, heard.stream().filter(MqttMessageType.PUBACK::equals).count());
            assertEquals(MqttMessageType.PINGRESP, heard.getLast());
            assertEquals(0, running.gauge("counterpart.mqtt.held"));
        }
    }

    @Test
    void aSilentClientIsEndedAfterOneAndAHalfTimesItsKeepAlive() {
        try (RunningEndpoint running = new RunningEndpoint("counterpart.mqtt.login-timeout", "40ms");
                RawClient client = running.client()) {
            client.connect(MqttVersion.MQTT_5, USER, TOKEN, connect -> connect.keepAlive(1));
            long connected = System.nanoTime();

            assertEquals(Disconnect.KEEP_ALIVE_TIMEOUT, client.receiveReason());
            assertTrue(System.nanoTime() - connected >= 1_500_000_000L);
        }
    }

    @Test
    void aClientWhomWeDoNotReadIsNotSilent() {
        try (RunningEndpoint running = new RunningEndpoint(
                        "counterpart.mqtt.login-timeout", "40ms", "counterpart.mqtt.in-flight-max", "1");
                RawClient client = running.client()) {
            running.log.goAway();
            client.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN, connect -> connect.keepAlive(1));
            client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "{}"));
            client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 2, "{}"));
            until(() -> running.gauge("counterpart.mqtt.held") == 1);

            assertTrue(client.hearsNothingFor(2_000));
            running.log.comeBack();

            assertEquals(MqttMessageType.PUBACK, client.receive().fixedHeader().messageType());
        }
    }

    @Test
    void whoFailsToLogInTooOftenWaitsForTheAnswerAndARightLoginDoesNot() {
        try (RunningEndpoint running = new RunningEndpoint(
                "counterpart.mqtt.failed-logins-per-minute", "2", "counterpart.mqtt.login-timeout", "1s")) {
            for (int i = 0; i < 2; i++) {
                try (RawClient failing = running.client()) {
                    failing.connect(MqttVersion.MQTT_3_1_1, USER, "wrong");
                }
            }
            try (RawClient third = running.client();
                    RawClient right = running.client()) {
                third.send(RawClient.connectPacket(MqttVersion.MQTT_3_1_1, USER, "wrong", connect -> connect));
                assertTrue(third.hearsNothingFor(500));

                assertEquals(0, right.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN));
                assertEquals(
                        MqttMessageType.CONNACK, third.receive().fixedHeader().messageType());
            }
        }
    }
}
