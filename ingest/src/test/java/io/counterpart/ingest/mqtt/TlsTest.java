package io.counterpart.ingest.mqtt;

import static io.counterpart.ingest.mqtt.RunningEndpoint.TOKEN;
import static io.counterpart.ingest.mqtt.RunningEndpoint.USER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same over TLS. */
final class TlsTest {

    private static final String PASSWORD = "of-this-test";

    @Test
    void aDevicePublishesOverTls(@TempDir Path folder) throws Exception {
        Path keyStore = keyStore(folder);
        try (RunningEndpoint running = new RunningEndpoint(
                "counterpart.mqtts.key-store", keyStore.toString(), "counterpart.mqtts.key-store-password", PASSWORD)) {
            Mqtt5BlockingClient client = MqttClient.builder()
                    .useMqttVersion5()
                    .serverHost("localhost")
                    .serverPort(running.ports().getLast())
                    .sslConfig()
                    .trustManagerFactory(trust(keyStore))
                    .applySslConfig()
                    .simpleAuth()
                    .username(USER)
                    .password(TOKEN.getBytes(UTF_8))
                    .applySimpleAuth()
                    .buildBlocking();
            client.connect();

            client.publishWith()
                    .topic("telemetry")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("secret".getBytes(UTF_8))
                    .send();

            assertEquals(List.of("secret"), running.log.payloads());
            client.disconnect();
        }
    }

    private static Path keyStore(Path folder) throws IOException, InterruptedException {
        Path keyStore = folder.resolve("server.p12");
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertEquals(0, status);
        return keyStore;
    }

    /** The key's certificate is its own authority. */
    private static TrustManagerFactory trust(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore key = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(keyStore)) {
            key.load(stored, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", key.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }
}
