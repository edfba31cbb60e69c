package io.counterpart.twinruntime.broker;

import io.counterpart.contracts.broker.BrokerConnection;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;

/** Makes the service's one Pulsar client. */
@Singleton
final class BrokerClient {

    @Produces
    @Singleton
    BrokerConnection open(BrokerConfig config) throws PulsarClientException {
        return BrokerConnection.open(config.serviceUrl(), config.tokenFile(), BrokerConnection.BOUNDED_BY_SENDERS);
    }

    void close(@Disposes BrokerConnection connection) throws PulsarClientException {
        connection.close();
    }

    @Produces
    @Singleton
    PulsarClient client(BrokerConnection connection) {
        return connection.client();
    }
}
