package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.TOKEN;
import static io.counterpart.ingest.mqtt.RunningEndpoint.USER;
import static io.counterpart.ingest.mqtt.RunningEndpoint.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.contracts.twin.Value;
import io.counterpart.ingest.access.FakeAccessFeed;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What devices are told is wanted of their twins. */
final class DesiredTest {

    private final RunningEndpoint running = new RunningEndpoint();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void theTopicIsRead() {
        running.desired.becomeWhole();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private void want(String tenant, String twin, long knownAt, Map<String, Object> values) {
        TreeMap<PropertyName, Value> wanted = new TreeMap<>();
        values.forEach((name, value) -> wanted.put(new PropertyName(name), Value.fromJson(value)));
        TwinDesired desired = new TwinDesired(new TenantId(tenant), new TwinId(twin), 7, knownAt, wanted);
        running.desired.apply(TwinDesired.key(desired.tenant(), desired.twin()), TwinDesired.JSON.write(desired));
    }

    private void want(long knownAt, Map<String, Object> values) {
        want(RunningEndpoint.TENANT, RunningEndpoint.DEVICE, knownAt, values);
    }

    private Mqtt5AsyncClient five() {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(running.port())
                .identifier("five")
                .simpleAuth()
                .username(USER)
                .password(TOKEN.getBytes(UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().join();
        return client;
    }

    private void subscribe(Mqtt5AsyncClient client, MqttQos qos, Mqtt5RetainHandling handling) {
        client.subscribeWith()
                .topicFilter("desired")
                .qos(qos)
                .retainHandling(handling)
                .callback(publish -> told.add(publish.getTopic() + " "
                        + publish.getQos().getCode() + " " + new String(publish.getPayloadAsBytes(), UTF_8)))
                .send()
                .join();
    }

    @Test
    void aDeviceHearsAllThatIsWantedAtItsSubscriptionAndAtEachChange() {
        want(1_000, Map.of("setpoint", 5.0, "level", 2.5, "panel.mode", "auto", "on", true, "curve", List.of(1, 2.5)));
        Mqtt5AsyncClient client = five();

        subscribe(client, MqttQos.AT_LEAST_ONCE, Mqtt5RetainHandling.SEND);
        until(() -> told.size() == 1);
        want(2_000, Map.of("setpoint", 6.0));
        until(() -> told.size() == 2);
        running.desired.apply("acme/pump-1", null);
        until(() -> told.size() == 3);

        assertEquals(
                List.of(
                        "desired 1 {\"ts\":1000,\"values\":{\"curve\":[1.0,2.5],\"level\":2.5,\"on\":true,"
                                + "\"panel.mode\":\"auto\",\"setpoint\":5}}",
                        "desired 1 {\"ts\":2000,\"values\":{\"setpoint\":6}}",
                        "desired 1 {\"values\":{}}"),
                told);
        assertEquals(3, running.count("counterpart.mqtt.desired.told"));
        client.disconnect().join();
    }

    @Test
    void mqtt311HearsItToo() {
        Mqtt3AsyncClient client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(running.port())
                .simpleAuth()
                .username(USER)
                .password(TOKEN.getBytes(UTF_8))
                .applySimpleAuth()
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter("desired")
                .qos(MqttQos.EXACTLY_ONCE)
                .callback(publish -> told.add(new String(publish.getPayloadAsBytes(), UTF_8)))
                .send()
                .join();
        until(() -> told.equals(List.of("{\"values\":{}}")));

        for (int i = 0; i < 100; i++) {
            want(i, Map.of("setpoint", i));
        }

        until(() -> told.getLast().equals("{\"ts\":99,\"values\":{\"setpoint\":99}}"));
        client.disconnect().join();
    }

    @Test
    void whoNeedsNoAcknowledgementIsToldWithout() {
        Mqtt5AsyncClient client = five();
        subscribe(client, MqttQos.AT_MOST_ONCE, Mqtt5RetainHandling.SEND);
        want(1, Map.of("setpoint", 1));
        want(2, Map.of("setpoint", 2));

        until(() -> !told.isEmpty() && told.getLast().equals("desired 0 {\"ts\":2,\"values\":{\"setpoint\":2}}"));
        client.disconnect().join();
    }

    @Test
    void whoDoesNotWantWhatStandsHearsTheNextChange() {
        want(1, Map.of("setpoint", 1));
        Mqtt5AsyncClient client = five();
        subscribe(client, MqttQos.AT_LEAST_ONCE, Mqtt5RetainHandling.DO_NOT_SEND);
        want(2, Map.of("setpoint", 2));

        until(() -> !told.isEmpty());
        assertEquals(List.of("desired 1 {\"ts\":2,\"values\":{\"setpoint\":2}}"), told);
        client.disconnect().join();
    }

    @Test
    void nobodyHearsWhatIsWantedOfAnotherTwin() {
        running.access.withTenant("other").withDevice("other", RunningEndpoint.DEVICE, "cd_of-other");
        running.access.withDevice(RunningEndpoint.TENANT, "pump-2", "cd_of-pump-2");
        Mqtt5AsyncClient client = five();
        subscribe(client, MqttQos.AT_LEAST_ONCE, Mqtt5RetainHandling.SEND);
        until(() -> told.size() == 1);

        want("other", RunningEndpoint.DEVICE, 1, Map.of("secret", 1));
        want(RunningEndpoint.TENANT, "pump-2", 2, Map.of("secret", 2));
        want(3, Map.of("mine", 3));

        until(() -> told.size() == 2);
        assertEquals("desired 1 {\"ts\":3,\"values\":{\"mine\":3}}", told.getLast());
        client.disconnect().join();
    }

    @Test
    void whoHasUnsubscribedOrGoneIsFollowedNoMore() {
        Mqtt5AsyncClient client = five();
        subscribe(client, MqttQos.AT_LEAST_ONCE, Mqtt5RetainHandling.SEND);
        assertEquals(1, running.desired.followed());
        client.unsubscribeWith().topicFilter("desired").send().join();
        assertEquals(0, running.desired.followed());

        subscribe(client, MqttQos.AT_LEAST_ONCE, Mqtt5RetainHandling.SEND);
        assertEquals(1, running.desired.followed());
        running.access.with(FakeAccessFeed.device(RunningEndpoint.TENANT, RunningEndpoint.DEVICE, 2, "cd_new"));
        until(() -> running.desired.followed() == 0);
    }

    // What a client that is slow, or wrong, comes to

    private RawClient raw(MqttVersion version, MqttProperties properties) {
        RawClient client = running.client();
        client.connect(version, USER, TOKEN, connect -> connect.properties(properties));
        client.send(MqttMessageBuilders.subscribe()
                .messageId(1)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, "desired")
                .build());
        assertEquals(MqttMessageType.SUBACK, client.receive().fixedHeader().messageType());
        return client;
    }

    private static MqttPublishMessage publish(RawClient client) {
        return assertInstanceOf(MqttPublishMessage.class, client.receive());
    }

    private static String payload(MqttPublishMessage message) {
        return message.payload().toString(UTF_8);
    }

    private static MqttMessage acknowledge(int packetId) {
        return new MqttMessage(
                new MqttFixedHeader(MqttMessageType.PUBACK, false, MqttQoS.AT_MOST_ONCE, false, 2),
                MqttMessageIdVariableHeader.from(packetId));
    }

    @Test
    void oneMessageIsOnItsWayAndThenComesTheNewest() {
        RawClient client = raw(MqttVersion.MQTT_3_1_1, MqttProperties.NO_PROPERTIES);
        MqttPublishMessage first = publish(client);
        assertEquals("{\"values\":{}}", payload(first));
        assertFalse(first.fixedHeader().isRetain());

        for (int i = 1; i <= 1_000; i++) {
            want(i, Map.of("setpoint", i));
        }
        assertTrue(client.hearsNothingFor(200));
        client.send(acknowledge(first.variableHeader().packetId()));

        MqttPublishMessage next = publish(client);
        assertEquals("{\"ts\":1000,\"values\":{\"setpoint\":1000}}", payload(next));
        assertEquals(2, next.variableHeader().packetId());
        client.send(acknowledge(2));
        assertTrue(client.hearsNothingFor(200));
        client.close();
    }

    @Test
    void packetIdsBeginAnewAfterTheLast() {
        RawClient client = raw(MqttVersion.MQTT_3_1_1, MqttProperties.NO_PROPERTIES);
        int expected = 1;
        for (int i = 0; i < 0x10001; i++) {
            MqttPublishMessage message = publish(client);
            assertEquals(expected, message.variableHeader().packetId());
            message.release();
            expected = expected == 0xffff ? 1 : expected + 1;
            want(i, Map.of("setpoint", i));
            client.send(acknowledge(message.variableHeader().packetId()));
        }
        client.close();
    }

    @Test
    void anAcknowledgementOfWhatWasNeverSentEndsTheConnection() {
        RawClient client = raw(MqttVersion.MQTT_5, MqttProperties.NO_PROPERTIES);
        publish(client);
        client.send(acknowledge(77));

        assertEquals(MqttReasonCodes.Disconnect.PROTOCOL_ERROR, client.receiveReason());
        client.close();
    }

    @Test
    void whoTakesShortPacketsOnlyIsSentNoLongOnes() {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.IntegerProperty(MqttPropertyType.MAXIMUM_PACKET_SIZE.value(), 100));
        RawClient client = raw(MqttVersion.MQTT_5, properties);
        client.send(acknowledge(publish(client).variableHeader().packetId()));

        want(1, Map.of("label", "x".repeat(100)));
        until(() -> running.count("counterpart.mqtt.desired.too.large") == 1);
        want(2, Map.of("label", "x"));

        assertEquals("{\"ts\":2,\"values\":{\"label\":\"x\"}}", payload(publish(client)));
        client.close();
    }

    @Test
    void nobodyIsToldThatNothingIsWantedBeforeThatIsKnown() {
        RunningEndpoint early = new RunningEndpoint();
        RawClient client = early.client();
        client.connect(MqttVersion.MQTT_3_1_1, USER, TOKEN);
        client.send(MqttMessageBuilders.subscribe()
                .messageId(1)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, "desired")
                .build());
        assertEquals(MqttMessageType.SUBACK, client.receive().fixedHeader().messageType());
        assertTrue(client.hearsNothingFor(200));

        early.desired.becomeWhole();

        assertEquals("{\"values\":{}}", payload(publish(client)));
        client.close();
        early.close();
    }
}
