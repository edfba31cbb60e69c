package io.counterpart.tenants.pulsar;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;

/** The one connection to Pulsar. */
@ApplicationScoped
class Pulsar {

    @Produces
    @Singleton
    PulsarClient client(PulsarConfig config) throws PulsarClientException {
        return PulsarClient.builder()
                .serviceUrl(config.serviceUrl())
                .authentication(AuthenticationFactory.token(() -> Token.in(config.tokenFile())))
                .ioThreads(1)
                .listenerThreads(1)
                .build();
    }

    void close(@Disposes PulsarClient client) throws PulsarClientException {
        client.shutdown();
    }
}
