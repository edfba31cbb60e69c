package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.DEVICE;
import static io.counterpart.ingest.mqtt.RunningEndpoint.LATER;
import static io.counterpart.ingest.mqtt.RunningEndpoint.TENANT;
import static io.counterpart.ingest.mqtt.RunningEndpoint.TOKEN;
import static io.counterpart.ingest.mqtt.RunningEndpoint.USER;
import static io.counterpart.ingest.mqtt.RunningEndpoint.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinCommand;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What devices are told to do. */
final class CommandsTest {

    private static final String ALL = "commands/#";
    private static final String EACH = "commands/+";

    private final RunningEndpoint running = new RunningEndpoint();
    private final RawClient client = running.client();

    @BeforeEach
    void begin() {
        running.commands.becomeWhole();
    }

    @AfterEach
    void stop() {
        client.close();
        running.close();
    }

    private void logIn(MqttVersion version) {
        client.connect(version, USER, TOKEN);
    }

    private void logInTaking(RawClient device, int packetBytesMax) {
        MqttProperties properties = new MqttProperties();
        properties.add(
                new MqttProperties.IntegerProperty(MqttPropertyType.MAXIMUM_PACKET_SIZE.value(), packetBytesMax));
        device.connect(
                MqttVersion.MQTT_5,
                USER,
                TOKEN,
                connect -> connect.clientId("takes-" + packetBytesMax).properties(properties));
    }

    private void subscribe(MqttQoS qos, String... filters) {
        subscribe(client, qos, filters);
    }

    private static void subscribe(RawClient device, MqttQoS qos, String... filters) {
        var packet = MqttMessageBuilders.subscribe().messageId(1);
        for (String filter : filters) {
            packet.addSubscription(qos, filter);
        }
        device.send(packet.build());
        assertEquals(MqttMessageType.SUBACK, device.receive().fixedHeader().messageType());
    }

    private void unsubscribe(String filter) {
        client.send(MqttMessageBuilders.unsubscribe()
                .messageId(2)
                .addTopicFilter(filter)
                .build());
        assertEquals(MqttMessageType.UNSUBACK, client.receive().fixedHeader().messageType());
    }

    /** Comes back when the endpoint has done all that it was to do before. */
    private void roundTrip() {
        client.send(MqttMessage.PINGREQ);
        assertEquals(MqttMessageType.PINGRESP, client.receive().fixedHeader().messageType());
    }

    private MqttPublishMessage hear() {
        return hear(client);
    }

    private static MqttPublishMessage hear(RawClient device) {
        return assertInstanceOf(MqttPublishMessage.class, device.receive());
    }

    private static String topic(MqttPublishMessage message) {
        return message.variableHeader().topicName();
    }

    private static String payload(MqttPublishMessage message) {
        return message.payload().toString(UTF_8);
    }

    private void acknowledge(MqttPublishMessage message) {
        acknowledge(message.variableHeader().packetId());
    }

    private void acknowledge(int packetId) {
        client.send(new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 2),
                MqttMessageIdVariableHeader.from(packetId)));
    }

    private void refuse(MqttPublishMessage message) {
        client.send(new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 2),
                new MqttPubReplyMessageVariableHeader(
                        message.variableHeader().packetId(),
                        MqttReasonCodes.PubAck.IMPLEMENTATION_SPECIFIC_ERROR.byteValue(),
                        MqttProperties.NO_PROPERTIES)));
    }

    // Delivery

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5"})
    void aDeviceHearsItsCommandsInTheirOrderEachWhenItHasTheOneBefore(MqttVersion version) {
        running.command("z", 10, "restart", null);
        running.command("a", 30, "restart", null);
        running.command("m", 20, "panel.restart", Map.of("delay", 5));
        logIn(version);
        subscribe(MqttQoS.AT_LEAST_ONCE, EACH);

        MqttPublishMessage first = hear();
        assertTrue(client.hearsNothingFor(100));
        acknowledge(first);
        MqttPublishMessage second = hear();
        acknowledge(second);
        MqttPublishMessage third = hear();
        acknowledge(third);
        running.command("b", 40, "restart", null);
        MqttPublishMessage later = hear();

        assertEquals(
                List.of("commands/z", "commands/m", "commands/a", "commands/b"),
                List.of(topic(first), topic(second), topic(third), topic(later)));
        assertEquals("{\"name\":\"restart\",\"expiresAt\":" + LATER + "}", payload(first));
        assertEquals(
                "{\"name\":\"panel.restart\",\"payload\":{\"delay\":5},\"expiresAt\":" + LATER + "}", payload(second));
        assertEquals(MqttQoS.AT_LEAST_ONCE, first.fixedHeader().qosLevel());
        assertFalse(first.fixedHeader().isRetain());
        assertEquals(4, running.count("counterpart.mqtt.commands.told"));
    }

    @Test
    void aCommandIsDeliveredWhenItsDeviceSaysSoAndNotBefore() {
        running.command("c-1", 1, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        MqttPublishMessage told = hear();
        roundTrip();
        assertEquals(0, running.log.frames());

        acknowledge(told);

        until(() -> running.said().equals(List.of("COMMAND_DELIVERED of c-1: ")));
        var delivered = running.log.durable().getFirst();
        assertEquals(TENANT, delivered.tenant().value());
        assertEquals(DEVICE, delivered.device());
        assertEquals(1, delivered.generation());
    }

    @Test
    void theDeliveryStandsInOrderWithWhatTheDeviceSays() {
        running.command("c-1", 1, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        MqttPublishMessage told = hear();

        client.send(RawClient.publish("telemetry", MqttQoS.AT_MOST_ONCE, 0, "before"));
        acknowledge(told);
        client.send(
                RawClient.publish("commands/c-1/response", MqttQoS.AT_MOST_ONCE, 0, "{\"status\":200}"),
                RawClient.publish("telemetry", MqttQoS.AT_MOST_ONCE, 0, "after"));

        until(() -> running.said()
                .equals(List.of(
                        "READING of : before",
                        "COMMAND_DELIVERED of c-1: ",
                        "COMMAND_ANSWERED of c-1: {\"status\":200}",
                        "READING of : after")));
    }

    @Test
    void whoNeedNotAcknowledgeHearsAllAtOnceAndHasThemWhenTheyAreWritten() {
        running.command("a", 1, "restart", null);
        running.command("b", 2, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_MOST_ONCE, ALL);

        MqttPublishMessage first = hear();
        assertEquals("commands/a", topic(first));
        assertEquals("commands/b", topic(hear()));
        assertEquals(MqttQoS.AT_MOST_ONCE, first.fixedHeader().qosLevel());
        until(() -> running.said().equals(List.of("COMMAND_DELIVERED of a: ", "COMMAND_DELIVERED of b: ")));
    }

    @Test
    void whoHasRefusedACommandHasItNotAndHearsTheNext() {
        running.command("a", 1, "restart", null);
        running.command("b", 2, "restart", null);
        logIn(MqttVersion.MQTT_5);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);

        refuse(hear());
        acknowledge(hear());

        until(() -> running.said().equals(List.of("COMMAND_DELIVERED of b: ")));
    }

    @Test
    void mqtt5IsToldHowLongItHasAndWhereToAnswer() {
        running.command("c-1", 1, "restart", null, running.now() + 60_500);
        logIn(MqttVersion.MQTT_5);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);

        MqttProperties of = hear().variableHeader().properties();

        int seconds = (Integer) property(of, MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL);
        assertTrue(seconds > 30 && seconds <= 60, () -> seconds + " s");
        assertEquals("commands/c-1/response", property(of, MqttPropertyType.RESPONSE_TOPIC));
        assertEquals(2, of.listAll().size());
    }

    @Test
    void mqtt311IsToldNothingBesides() {
        running.command("c-1", 1, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);

        assertTrue(hear().variableHeader().properties().isEmpty());
    }

    @Test
    void whoHasLessThanASecondIsToldOne() {
        running.command("c-1", 1, "restart", null, running.now() + 86_400_000);
        running.pass(Duration.ofMillis(86_400_000 - 700));
        logIn(MqttVersion.MQTT_5);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);

        MqttProperties of = hear().variableHeader().properties();

        assertEquals(1, property(of, MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL));
    }

    private static Object property(MqttProperties properties, MqttPropertyType type) {
        return properties.getProperty(type.value()).value();
    }

    // Who hears what

    @Test
    void nobodyHearsACommandToAnother() {
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);

        running.command(to("other", DEVICE, DEVICE));
        running.command(to(TENANT, "pump-2", DEVICE));
        running.command(to(TENANT, DEVICE, "spare"));
        running.command("mine", 9, "restart", null);

        MqttPublishMessage heard = hear();
        assertEquals("commands/mine", topic(heard));
        acknowledge(heard);
        assertTrue(client.hearsNothingFor(100));
    }

    private static TwinCommand to(String tenant, String twin, String device) {
        return new TwinCommand(
                new TenantId(tenant),
                new TwinId(twin),
                new DeviceId(device),
                new CommandId("not-mine"),
                1,
                new PropertyName("restart"),
                null,
                LATER);
    }

    @Test
    void ofTwoSubscriptionsTheBetterCountsAndWithoutAnyNothingIsHeard() {
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        subscribe(MqttQoS.AT_MOST_ONCE, EACH);
        running.command("both", 1, "restart", null);
        MqttPublishMessage both = hear();
        assertEquals(MqttQoS.AT_LEAST_ONCE, both.fixedHeader().qosLevel());
        acknowledge(both);

        unsubscribe(ALL);
        running.command("one", 2, "restart", null);
        MqttPublishMessage one = hear();
        assertEquals("commands/one", topic(one));
        assertEquals(MqttQoS.AT_MOST_ONCE, one.fixedHeader().qosLevel());
        assertEquals(1, running.commands.followed());

        unsubscribe(EACH);
        assertEquals(0, running.commands.followed());
        running.command("none", 3, "restart", null);
        roundTrip();
        assertEquals(2, running.count("counterpart.mqtt.commands.told"));
    }

    @Test
    void whoIsGoneIsFollowedNoMore() {
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL, EACH);
        assertEquals(1, running.commands.followed());

        client.close();

        until(() -> running.commands.followed() == 0);
    }

    @Test
    void whatHasPassedIsNotTold() {
        running.command("long-ago", 1, "restart", null, 1_000);
        running.command("now", 2, "restart", null, running.now() + 600_000);
        running.command("soon", 3, "restart", null, running.now() + 600_000);
        running.command("later", 4, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);

        MqttPublishMessage first = hear();
        running.pass(Duration.ofMinutes(11));
        acknowledge(first);

        assertEquals("commands/now", topic(first));
        assertEquals("commands/later", topic(hear()));
    }

    @Test
    void whatIsOverWhileItWaitsIsNotTold() {
        running.command("a", 1, "restart", null);
        running.command("b", 2, "restart", null);
        running.command("c", 3, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        MqttPublishMessage first = hear();

        running.over("b");
        acknowledge(first);

        assertEquals("commands/c", topic(hear()));
    }

    // Once, and again

    @Test
    void inOneSessionACommandIsToldOnce() {
        running.command("a", 1, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        acknowledge(hear());

        running.command("a", 1, "restart", null);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        unsubscribe(ALL);
        subscribe(MqttQoS.AT_LEAST_ONCE, EACH);
        running.command("b", 2, "restart", null);

        assertEquals("commands/b", topic(hear()));
    }

    @Test
    void whatIsOffTheTopicIsNotRemembered() {
        running.command("a", 1, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        acknowledge(hear());
        running.over("a");
        running.command("b", 2, "restart", null);
        acknowledge(hear());

        running.command("a", 3, "restart", null);

        assertEquals("commands/a", topic(hear()));
    }

    @Test
    void aNewSessionHearsAgainWhatStillStands() {
        running.command("a", 1, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        acknowledge(hear());
        roundTrip();
        client.close();

        try (RawClient again = running.client()) {
            again.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN);
            subscribe(again, MqttQoS.AT_LEAST_ONCE, ALL);
            assertEquals("commands/a", topic(hear(again)));
        }
    }

    @Test
    void anotherConnectionOfTheDeviceHearsItToo() {
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        try (RawClient second = running.client()) {
            second.connect(MqttVersion.MQTT_5, USER, TOKEN, connect -> connect.clientId("second"));
            subscribe(second, MqttQoS.AT_LEAST_ONCE, EACH);

            running.command("a", 1, "restart", null);

            assertEquals("commands/a", topic(hear()));
            assertEquals("commands/a", topic(hear(second)));
        }
    }

    @Test
    void nothingIsToldBeforeItIsKnownWhatIsOver() {
        try (RunningEndpoint early = new RunningEndpoint();
                RawClient device = early.client()) {
            early.command("a", 1, "restart", null);
            early.command("b", 2, "restart", null);
            device.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN);
            subscribe(device, MqttQoS.AT_LEAST_ONCE, ALL);
            assertTrue(device.hearsNothingFor(100));

            early.over("a");
            early.commands.becomeWhole();

            assertEquals("commands/b", topic(hear(device)));
        }
    }

    // Beside what is wanted

    @Test
    void commandsGoFirstAndOneMessageIsOnItsWay() {
        running.desired.becomeWhole();
        running.command("a", 1, "restart", null);
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, "desired", ALL);

        MqttPublishMessage command = hear();
        assertEquals("commands/a", topic(command));
        assertTrue(client.hearsNothingFor(100));
        acknowledge(command);
        MqttPublishMessage desired = hear();
        assertEquals("desired", topic(desired));
        assertEquals(
                command.variableHeader().packetId() + 1,
                desired.variableHeader().packetId());

        running.command("b", 2, "restart", null);
        assertTrue(client.hearsNothingFor(100));
        acknowledge(desired);
        assertEquals("commands/b", topic(hear()));
    }

    @Test
    void anAcknowledgementOfAnotherThanWhatIsOnItsWayEndsTheConnection() {
        running.command("a", 1, "restart", null);
        logIn(MqttVersion.MQTT_5);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        MqttPublishMessage told = hear();

        acknowledge(told.variableHeader().packetId() + 1);

        assertEquals(MqttReasonCodes.Disconnect.PROTOCOL_ERROR, client.receiveReason());
        assertEquals(0, running.log.frames());
    }

    // Bounds

    @Test
    void whoNeverAcknowledgesIsSentOneMessage() {
        for (int i = 0; i < 50; i++) {
            running.command("c-" + i, i, "restart", null);
        }
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        hear();

        for (int i = 50; i < 100; i++) {
            running.command("c-" + i, i, "restart", null);
        }

        assertTrue(client.hearsNothingFor(100));
        assertEquals(1, running.count("counterpart.mqtt.commands.told"));
        assertEquals(0, running.log.frames());
    }

    @Test
    void whoDoesNotReadIsSentNoMoreThanTheSocketTakesAndTheRestWhenItReads() {
        int commands = 100;
        for (int i = 0; i < commands; i++) {
            running.command("c-" + i, i, "write", "x".repeat(200_000));
        }
        logIn(MqttVersion.MQTT_3_1_1);
        subscribe(MqttQoS.AT_MOST_ONCE, ALL);

        // The endpoint has one loop: whom it lets in now, it lets in when it had told all that it could.
        try (RawClient other = running.client()) {
            other.connect(MqttVersion.MQTT_5, USER, TOKEN, connect -> connect.clientId("other"));
        }
        assertTrue(running.count("counterpart.mqtt.commands.told") < commands);

        for (int i = 0; i < commands; i++) {
            MqttPublishMessage heard = hear();
            assertEquals("commands/c-" + i, topic(heard));
            heard.release();
        }
    }

    @Test
    void whoTakesShortPacketsOnlyIsSentNoLongOnesAndNotAskedAgain() {
        running.command("long", 1, "restart", Map.of("because", "x".repeat(200)));
        int length;
        try (RawClient any = running.client()) {
            logInTaking(any, 100_000);
            subscribe(any, MqttQoS.AT_LEAST_ONCE, ALL);
            length = hear(any).fixedHeader().remainingLength() + 3;
        }

        try (RawClient justEnough = running.client()) {
            logInTaking(justEnough, length);
            subscribe(justEnough, MqttQoS.AT_LEAST_ONCE, ALL);
            assertEquals("commands/long", topic(hear(justEnough)));
        }
        logInTaking(client, length - 1);
        subscribe(MqttQoS.AT_LEAST_ONCE, ALL);
        running.command("short", 2, "restart", null);

        assertEquals("commands/short", topic(hear()));
        assertEquals(1, running.count("counterpart.mqtt.commands.too.large"));
    }
}
