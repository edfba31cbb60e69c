package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.TOKEN;
import static io.counterpart.ingest.mqtt.RunningEndpoint.USER;
import static io.counterpart.ingest.mqtt.RunningEndpoint.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes.Disconnect;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a PUBLISH leads to. */
final class PublishingTest {

    private final RunningEndpoint running = new RunningEndpoint();
    private final RawClient client = running.client();

    @AfterEach
    void stop() {
        client.close();
        running.close();
    }

    private void logIn(MqttVersion version) {
        assertEquals(MqttConnectReturnCode.CONNECTION_ACCEPTED.byteValue(), client.connect(version, USER, TOKEN));
    }

    private static int packetId(MqttMessage answer) {
        return ((MqttMessageIdVariableHeader) answer.variableHeader()).messageId();
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5"})
    void aPublishIsAcknowledgedWhenTheLogHasConfirmedItAndNotBefore(MqttVersion version) {
        // Given
        running.log.goAway();
        logIn(version);

        // When
        client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 7, "{\"p\":1}"));
        until(() -> running.log.framesWaiting() == 1);

        // Then
        assertTrue(client.hearsNothingFor(200));
        running.log.confirmAll();
        MqttMessage answer = client.receive();
        assertEquals(MqttMessageType.PUBACK, answer.fixedHeader().messageType());
        assertEquals(7, packetId(answer));
        assertEquals(List.of("{\"p\":1}"), running.log.payloads());
    }

    @Test
    void acknowledgementsGoOutInTheOrderOfArrival() {
        // Given
        running.log.goAway();
        logIn(MqttVersion.MQTT_3_1_1);
        List<Integer> ids = IntStream.rangeClosed(1, 50).boxed().toList();

        // When
        for (int id : ids) {
            client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, id, "{\"p\":" + id + "}"));
        }
        until(() -> running.log.framesWaiting() == 1);
        running.log.comeBack();

        // Then
        List<Integer> answered = new ArrayList<>();
        ids.forEach(id -> answered.add(packetId(client.receive())));
        assertEquals(ids, answered);
        assertEquals(ids.stream().map(id -> "{\"p\":" + id + "}").toList(), running.log.payloads());
    }

    @Test
    void whileAFrameIsUnderWayTheReadingsShareTheNext() {
        // Given
        running.log.goAway();
        logIn(MqttVersion.MQTT_3_1_1);
        client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "{}"));
        until(() -> running.log.framesWaiting() == 1);

        // When
        for (int id = 2; id <= 40; id++) {
            client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, id, "{}"));
        }
        client.send(MqttMessage.PINGREQ);
        assertEquals(MqttMessageType.PINGRESP, client.receive().fixedHeader().messageType());
        running.log.comeBack();
        for (int id = 1; id <= 40; id++) {
            assertEquals(id, packetId(client.receive()));
        }

        // Then
        assertEquals(2, running.log.frames());
    }

    @Test
    void aComponentIsNamedByTheTopic() {
        // Given
        logIn(MqttVersion.MQTT_3_1_1);

        // When
        client.send(
                RawClient.publish("telemetry/bearing", MqttQoS.AT_LEAST_ONCE, 1, "a"),
                RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 2, "b"));
        client.receive();
        client.receive();

        // Then
        assertEquals(
                List.of("bearing=a", "=b"),
                running.log.durable().stream()
                        .map(written -> written.about() + "=" + written.payload())
                        .toList());
    }

    @Test
    void whatADeviceReportsIsAReading() {
        // Given
        logIn(MqttVersion.MQTT_5);

        // When
        client.send(
                RawClient.publish("reported", MqttQoS.AT_LEAST_ONCE, 1, "a"),
                RawClient.publish("reported/panel", MqttQoS.AT_LEAST_ONCE, 2, "b"),
                RawClient.publish("telemetry/panel", MqttQoS.AT_LEAST_ONCE, 3, "c"));
        client.receive();
        client.receive();
        client.receive();

        // Then
        assertEquals(
                List.of("=a", "panel=b", "panel=c"),
                running.log.durable().stream()
                        .map(written -> written.about() + "=" + written.payload())
                        .toList());
    }

    @Test
    void anAnswerIsTakenAsItWasSentAndAcknowledgedWhenDurable() {
        // Given
        running.log.goAway();
        logIn(MqttVersion.MQTT_5);

        // When
        client.send(
                RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "before"),
                RawClient.publish("commands/c-1/response", MqttQoS.AT_LEAST_ONCE, 2, "{\"status\": 200}"),
                RawClient.publish("commands/c_2/response", MqttQoS.AT_LEAST_ONCE, 3, "not even json"),
                RawClient.publish("telemetry/panel", MqttQoS.AT_LEAST_ONCE, 4, "after"),
                RawClient.publish("commands/c_2/response", MqttQoS.AT_MOST_ONCE, 0, ""));
        until(() -> running.log.framesWaiting() == 1);

        // Then
        assertTrue(client.hearsNothingFor(100));
        running.log.comeBack();
        assertEquals(List.of("1:0", "2:0", "3:0", "4:0"), List.of(reason(), reason(), reason(), reason()));
        until(() -> running.log.durable().size() == 5);
        assertEquals(
                List.of(
                        "READING of : before",
                        "COMMAND_ANSWERED of c-1: {\"status\": 200}",
                        "COMMAND_ANSWERED of c_2: not even json",
                        "READING of panel: after",
                        "COMMAND_ANSWERED of c_2: "),
                running.said());
        assertEquals(3, running.count("counterpart.mqtt.commands.answered"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reportedly",
                "reported/",
                "reported/a/b",
                "desired",
                "telemetryx",
                "commands/1",
                "commands/response"
            })
    void onOtherTopicsADeviceSaysNothing(String topic) {
        logIn(MqttVersion.MQTT_3_1_1);
        client.send(RawClient.publish(topic, MqttQoS.AT_LEAST_ONCE, 1, "a"));

        assertTrue(client.receiveOrEnd().isEmpty());
        assertEquals(List.of(), running.log.durable());
    }

    @Test
    void aReadingCarriesWhoTheLoginSaysAndNothingElse() {
        // Given
        logIn(MqttVersion.MQTT_3_1_1);

        // When
        client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "{\"device\":\"other\"}"));
        client.receive();

        // Then
        var written = running.log.durable().getFirst();
        assertEquals("acme", written.tenant().value());
        assertEquals("pump-1", written.device());
        assertEquals(1, written.generation());
    }

    @Test
    void withoutQosNothingIsAnsweredButTheReadingIsStored() {
        // Given
        logIn(MqttVersion.MQTT_3_1_1);

        // When
        client.send(RawClient.publish("telemetry", MqttQoS.AT_MOST_ONCE, 0, "{}"), MqttMessage.PINGREQ);

        // Then
        assertEquals(MqttMessageType.PINGRESP, client.receive().fixedHeader().messageType());
        until(() -> running.log.payloads().equals(List.of("{}")));
    }

    @Test
    void qosTwoOf311IsReceivedWhenDurableAndThenCompleted() {
        // Given
        running.log.goAway();
        logIn(MqttVersion.MQTT_3_1_1);
        client.send(RawClient.publish("telemetry", MqttQoS.EXACTLY_ONCE, 9, "{}"));
        until(() -> running.log.framesWaiting() == 1);
        assertTrue(client.hearsNothingFor(100));

        // When
        running.log.comeBack();
        MqttMessage received = client.receive();
        client.send(RawClient.release(9));
        MqttMessage completed = client.receive();

        // Then
        assertEquals(MqttMessageType.PUBREC, received.fixedHeader().messageType());
        assertEquals(MqttMessageType.PUBCOMP, completed.fixedHeader().messageType());
        assertEquals(9, packetId(completed));
        assertEquals(1, running.log.payloads().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commands/1",
                "commands/response",
                "commands//response",
                "commands/a.b/response",
                "commands/a/b/response",
                "commands/c-1/response/",
                "commands/c-1/responses",
                "commands/65-characters-are-one-more-than-the-name-of-a-command-may-have-xx/response",
                "acme/other/telemetry",
                "telemetry/",
                "telemetry/a/b",
                "telemetry/a.b",
                "telemetryx",
                "/telemetry",
                "$SYS/x"
            })
    void anotherTopicIsRefusedInItsTurnAndNotStored(String topic) {
        // Given
        running.log.goAway();
        logIn(MqttVersion.MQTT_5);

        // When
        client.send(
                RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "good"),
                RawClient.publish(topic, MqttQoS.AT_LEAST_ONCE, 2, "bad"),
                RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 3, "good"));
        until(() -> running.log.framesWaiting() == 1);
        assertTrue(client.hearsNothingFor(50));
        running.log.comeBack();

        // Then
        assertEquals(List.of("1:0", "2:144", "3:0"), List.of(reason(), reason(), reason()));
        assertEquals(List.of("good", "good"), running.log.payloads());
        assertEquals(1, running.count("counterpart.mqtt.topics.refused"));
    }

    private String reason() {
        var about = (MqttPubReplyMessageVariableHeader) client.receive().variableHeader();
        return about.messageId() + ":" + (about.reasonCode() & 0xff);
    }

    @Test
    void anotherTopicEndsTheConnectionOf311() {
        // Given
        logIn(MqttVersion.MQTT_3_1_1);

        // When
        client.send(RawClient.publish("acme/other/telemetry", MqttQoS.AT_LEAST_ONCE, 1, "{}"));

        // Then
        assertTrue(client.receiveOrEnd().isEmpty());
        assertEquals(List.of(), running.log.payloads());
    }

    @Test
    void whatMqtt5WasToldNotToDoEndsTheConnectionWithItsReason() {
        assertEquals(Disconnect.QOS_NOT_SUPPORTED, ends(RawClient.publish("telemetry", MqttQoS.EXACTLY_ONCE, 1, "{}")));
        assertEquals(Disconnect.RETAIN_NOT_SUPPORTED, ends(RawClient.retained("telemetry", "{}")));
        assertEquals(Disconnect.TOPIC_ALIAS_INVALID, ends(RawClient.aliased("telemetry", "{}")));
        assertEquals(Disconnect.TOPIC_NAME_INVALID, ends(RawClient.publish("other", MqttQoS.AT_MOST_ONCE, 0, "{}")));
        assertEquals(List.of(), running.log.payloads());
    }

    private Disconnect ends(MqttMessage packet) {
        try (RawClient other = running.client()) {
            other.connect(MqttVersion.MQTT_5, USER, TOKEN);
            other.send(packet);
            return other.receiveReason();
        }
    }

    @Test
    void aReadingThatTheLogRefusesIsNotAcknowledgedAndItsConnectionEnds() {
        // Given
        running.log.goAway();
        logIn(MqttVersion.MQTT_5);
        client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "{}"));
        until(() -> running.log.framesWaiting() == 1);

        // When
        running.log.failFirst();

        // Then
        assertEquals(Disconnect.IMPLEMENTATION_SPECIFIC_ERROR, client.receiveReason());
        assertEquals(1, running.count("counterpart.publishing.lost"));
    }

    @Test
    void aWillIsPublishedWhenTheDeviceVanishesAndNotWhenItSaysGoodbye() {
        // Given
        try (RawClient polite = running.client()) {
            polite.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN, connect -> will(connect, "telemetry", "polite"));
            polite.send(MqttMessage.DISCONNECT);
            assertTrue(polite.receiveOrEnd().isEmpty());
        }

        // When
        try (RawClient vanishing = running.client()) {
            vanishing.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN, connect -> will(connect, "telemetry/link", "gone"));
        }

        // Then
        until(() -> running.log.durable().size() == 1);
        assertEquals("gone", running.log.durable().getFirst().payload());
        assertEquals("link", running.log.durable().getFirst().about());
    }

    private static MqttMessageBuilders.ConnectBuilder will(
            MqttMessageBuilders.ConnectBuilder connect, String topic, String payload) {
        return connect.willFlag(true)
                .willTopic(topic)
                .willQoS(MqttQoS.AT_LEAST_ONCE)
                .willMessage(payload.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"desired", "commands/c-1/response"})
    void aWillOnAnotherTopicIsRefusedAtTheLogin(String topic) {
        MqttConnAckMessage answer =
                client.connect(MqttVersion.MQTT_5, USER, TOKEN, connect -> will(connect, topic, "x"));

        assertEquals(
                MqttConnectReturnCode.CONNECTION_REFUSED_TOPIC_NAME_INVALID,
                answer.variableHeader().connectReturnCode());
    }

    @Test
    void aStopLosesNoAcknowledgementOfWhatWasRead() {
        // Given
        running.log.goAway();
        logIn(MqttVersion.MQTT_5);
        client.send(RawClient.publish("telemetry", MqttQoS.AT_LEAST_ONCE, 1, "{}"));
        until(() -> running.log.framesWaiting() == 1);

        // When
        Thread stopping = Thread.ofVirtual().start(() -> running.endpoint.stop(Duration.ofSeconds(5)));
        until(() -> running.gauge("counterpart.mqtt.held") == 1);
        running.log.comeBack();

        // Then
        assertEquals(1, packetId(client.receive()));
        assertEquals(Disconnect.SERVER_SHUTTING_DOWN, client.receiveReason());
        until(() -> !stopping.isAlive());
    }
}
