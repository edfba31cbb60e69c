package io.counterpart.portal.log;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.pulsar.client.api.PulsarClientException;

/** Makes the log, once. */
final class PulsarLogProducer {

    @Produces
    @Singleton
    @DefaultBean
    TopicLog log(PulsarConfig config) throws PulsarClientException {
        return new PulsarLog(config);
    }

    void close(@Disposes TopicLog log) throws PulsarClientException {
        if (log instanceof PulsarLog pulsar) {
            pulsar.close();
        }
    }
}
