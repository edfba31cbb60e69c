package io.counterpart.twinruntime.broker;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.ClientBuilder;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SizeUnit;

/** Makes the service's one Pulsar client. It connects when it is first used, and again by itself. */
@Singleton
final class BrokerClient {

    @Produces
    @Singleton
    PulsarClient open(BrokerConfig config) throws PulsarClientException {
        ClientBuilder builder = PulsarClient.builder()
                .serviceUrl(config.serviceUrl())
                .ioThreads(1)
                .listenerThreads(1)
                // What waits is bounded by the owners, which stop folding; the client's own bound would fail a send
                // instead.
                .memoryLimit(0, SizeUnit.BYTES);
        config.tokenFile().ifPresent(file -> builder.authentication(AuthenticationFactory.token(() -> read(file))));
        return builder.build();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the file of COUNTERPART_PULSAR_TOKEN_FILE cannot be read", e);
        }
    }

    void close(@Disposes PulsarClient client) throws PulsarClientException {
        client.close();
    }
}
