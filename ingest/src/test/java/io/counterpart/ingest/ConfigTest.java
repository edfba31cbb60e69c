package io.counterpart.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.ingest.broker.BrokerConfig;
import io.counterpart.ingest.http.HttpConfig;
import io.counterpart.ingest.mqtt.MqttConfig;
import io.counterpart.ingest.mqtt.MqttsConfig;
import io.counterpart.ingest.publishing.PublishingConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The defaults, and the names by which they are changed. */
final class ConfigTest {

    @Test
    void mqttHasTheDefaultsThatTheDocsName() {
        MqttConfig mqtt = Settings.of(MqttConfig.class, Map.of());

        assertEquals(1883, mqtt.port());
        assertEquals(256 << 10, mqtt.packetBytesMax());
        assertEquals(4 << 10, mqtt.loginBytesMax());
        assertEquals(Duration.ofSeconds(5), mqtt.loginTimeout());
        assertEquals(64, mqtt.inFlightMax());
        assertEquals(4, mqtt.connectionsPerDeviceMax());
        assertEquals(15_000, mqtt.connectionsMax());
        assertEquals(Duration.ofMinutes(30), mqtt.keepAliveMax());
        assertTrue(mqtt.loops().isEmpty());
    }

    @Test
    void tlsIsOffWithoutAKeyStore() {
        MqttsConfig off = Settings.of(MqttsConfig.class, Map.of());
        MqttsConfig on = Settings.of(
                MqttsConfig.class,
                Map.of("COUNTERPART_MQTTS_KEY_STORE", "server.p12", "COUNTERPART_MQTTS_KEY_STORE_PASSWORD", "p"));

        assertTrue(off.keyStore().isEmpty());
        assertEquals(8883, off.port());
        assertEquals(Path.of("server.p12"), on.keyStore().orElseThrow());
        assertEquals("p", on.keyStorePassword().orElseThrow());
    }

    @Test
    void publishingAndHttpAreBounded() {
        PublishingConfig publishing = Settings.of(PublishingConfig.class, Map.of());
        HttpConfig http = Settings.of(HttpConfig.class, Map.of());

        assertEquals(32 << 20, publishing.waitingBytesMax());
        assertEquals(8 << 20, publishing.laneBytesMax());
        assertEquals(4, publishing.framesInFlightMax());
        assertEquals(Duration.ofMinutes(5), publishing.idleAfter());
        assertEquals(256 << 10, http.bodyBytesMax());
        assertEquals(Duration.ofSeconds(5), http.answerTimeout());
    }

    @Test
    void theBrokerIsNamedByTheEnvironment() {
        BrokerConfig broker = Settings.of(
                BrokerConfig.class,
                Map.of(
                        "COUNTERPART_PULSAR_SERVICE_URL", "pulsar://broker:6650",
                        "COUNTERPART_PULSAR_TOKEN_FILE", "ingest.jwt"));

        assertEquals("pulsar://broker:6650", broker.serviceUrl());
        assertEquals(Path.of("ingest.jwt"), broker.tokenFile().orElseThrow());
    }
}
