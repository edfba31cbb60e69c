package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.broker.BrokerConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;

/** The one connection to Pulsar. */
@ApplicationScoped
class Pulsar {

    @Produces
    @Singleton
    BrokerConnection open(PulsarConfig config) throws PulsarClientException {
        return BrokerConnection.open(config.serviceUrl(), Optional.of(config.tokenFile()), config.waitingBytesMax());
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
