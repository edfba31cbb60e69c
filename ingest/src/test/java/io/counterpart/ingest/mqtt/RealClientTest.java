package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.TOKEN;
import static io.counterpart.ingest.mqtt.RunningEndpoint.USER;
import static io.counterpart.ingest.mqtt.RunningEndpoint.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAckReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client library that others wrote, and that is used in the field. */
final class RealClientTest {

    private final RunningEndpoint running = new RunningEndpoint();

    @AfterEach
    void stop() {
        running.close();
    }

    private Mqtt5AsyncClient five() {
        return MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(running.port())
                .identifier("five")
                .simpleAuth()
                .username(USER)
                .password(TOKEN.getBytes(UTF_8))
                .applySimpleAuth()
                .buildAsync();
    }

    private Mqtt3AsyncClient three(String token) {
        return MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(running.port())
                .identifier("three")
                .simpleAuth()
                .username(USER)
                .password(token.getBytes(UTF_8))
                .applySimpleAuth()
                .buildAsync();
    }

    @Test
    void mqtt5PublishesAThousandReadingsInOrder() {
        Mqtt5AsyncClient client = five();
        client.connect().join();
        List<CompletableFuture<Mqtt5PublishResult>> sent = new ArrayList<>();

        for (int i = 0; i < 1_000; i++) {
            sent.add(client.publishWith()
                    .topic("telemetry")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(Integer.toString(i).getBytes(UTF_8))
                    .send());
        }

        for (CompletableFuture<Mqtt5PublishResult> one : sent) {
            assertFalse(one.join().getError().isPresent());
        }
        assertEquals(IntStream.range(0, 1_000).mapToObj(Integer::toString).toList(), running.log.payloads());
        client.disconnect().join();
    }

    @Test
    void mqtt311PublishesWithEveryQos() {
        Mqtt3AsyncClient client = three(TOKEN);
        client.connect().join();

        for (MqttQos qos : MqttQos.values()) {
            client.publish(Mqtt3Publish.builder()
                            .topic("telemetry")
                            .qos(qos)
                            .payload(qos.name().getBytes(UTF_8))
                            .build())
                    .join();
        }

        until(() -> running.log.payloads().equals(List.of("AT_MOST_ONCE", "AT_LEAST_ONCE", "EXACTLY_ONCE")));
        client.disconnect().join();
    }

    @Test
    void aWrongTokenIsToldInTheClientsOwnTerms() {
        CompletionException refused = assertThrows(
                CompletionException.class, () -> three("wrong").connect().join());

        Mqtt3ConnAckException why = assertInstanceOf(Mqtt3ConnAckException.class, refused.getCause());
        assertEquals(
                Mqtt3ConnAckReturnCode.BAD_USER_NAME_OR_PASSWORD,
                why.getMqttMessage().getReturnCode());
    }

    @Test
    void aTopicOfSomebodyElseIsRefusedInTheClientsOwnTerms() {
        Mqtt5AsyncClient client = five();
        client.connect().join();

        CompletionException refused = assertThrows(
                CompletionException.class,
                () -> client.publishWith()
                        .topic("acme/pump-2/telemetry")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send()
                        .join());

        assertEquals(
                Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID,
                assertInstanceOf(Mqtt5PubAckException.class, refused.getCause())
                        .getMqttMessage()
                        .getReasonCode());
        client.disconnect().join();
    }

    @Test
    void aDeviceSubscribesToItsOwnTopicsOnly() {
        Mqtt5AsyncClient client = five();
        client.connect().join();

        assertEquals(Mqtt5SubAckReasonCode.GRANTED_QOS_1, subscribe(client, "commands/#", MqttQos.EXACTLY_ONCE));
        assertEquals(Mqtt5SubAckReasonCode.GRANTED_QOS_0, subscribe(client, "commands/+", MqttQos.AT_MOST_ONCE));
        assertEquals(Mqtt5SubAckReasonCode.GRANTED_QOS_1, subscribe(client, "desired", MqttQos.AT_LEAST_ONCE));
        for (String other : List.of("#", "+/#", "telemetry", "acme/pump-2/commands/#", "$SYS/#")) {
            assertEquals(Mqtt5SubAckReasonCode.NOT_AUTHORIZED, refusal(client, other), other);
        }
        assertEquals(
                List.of(Mqtt5UnsubAckReasonCode.SUCCESS),
                client.unsubscribeWith().topicFilter("desired").send().join().getReasonCodes());
        assertEquals(
                List.of(Mqtt5UnsubAckReasonCode.NO_SUBSCRIPTIONS_EXISTED),
                client.unsubscribeWith().topicFilter("desired").send().join().getReasonCodes());
        client.disconnect().join();
    }

    @Test
    void mqtt5HearsACommandAndAnswersWhereItIsTold() {
        running.commands.becomeWhole();
        running.command("c-1", 1, "panel.restart", Map.of("delay", 5));
        Mqtt5AsyncClient client = five();
        client.connect().join();

        client.subscribeWith()
                .topicFilter("commands/+")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(command -> client.publishWith()
                        .topic(command.getResponseTopic().orElseThrow())
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(command.getPayloadAsBytes())
                        .send())
                .send()
                .join();
        until(() -> running.log.durable().size() == 2);
        running.command("c-2", 2, "restart", null);
        until(() -> running.log.durable().size() == 4);

        assertTrue(running.said().contains("COMMAND_DELIVERED of c-1: "));
        assertTrue(running.said().contains("COMMAND_DELIVERED of c-2: "));
        assertEquals(
                List.of(
                        "COMMAND_ANSWERED of c-1: {\"name\":\"panel.restart\",\"payload\":{\"delay\":5},\"expiresAt\":"
                                + RunningEndpoint.LATER + "}",
                        "COMMAND_ANSWERED of c-2: {\"name\":\"restart\",\"expiresAt\":" + RunningEndpoint.LATER + "}"),
                running.said().stream()
                        .filter(said -> said.startsWith("COMMAND_ANSWERED"))
                        .toList());
        client.disconnect().join();
    }

    @Test
    void mqtt311HearsACommandAndAnswersBelowIt() {
        running.commands.becomeWhole();
        Mqtt3AsyncClient client = three(TOKEN);
        client.connect().join();

        client.subscribeWith()
                .topicFilter("commands/#")
                .qos(MqttQos.AT_MOST_ONCE)
                .callback(command -> client.publishWith()
                        .topic(command.getTopic() + "/response")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload("{\"status\":200}".getBytes(UTF_8))
                        .send())
                .send()
                .join();
        running.command("c-1", 1, "restart", null);

        until(() -> running.said()
                .equals(List.of("COMMAND_DELIVERED of c-1: ", "COMMAND_ANSWERED of c-1: {\"status\":200}")));
        client.disconnect().join();
    }

    private static Mqtt5SubAckReasonCode subscribe(Mqtt5AsyncClient client, String filter, MqttQos qos) {
        return client.subscribeWith()
                .topicFilter(filter)
                .qos(qos)
                .send()
                .join()
                .getReasonCodes()
                .getFirst();
    }

    private static Mqtt5SubAckReasonCode refusal(Mqtt5AsyncClient client, String filter) {
        CompletionException refused =
                assertThrows(CompletionException.class, () -> subscribe(client, filter, MqttQos.AT_LEAST_ONCE));
        return assertInstanceOf(Mqtt5SubAckException.class, refused.getCause())
                .getMqttMessage()
                .getReasonCodes()
                .getFirst();
    }
}
