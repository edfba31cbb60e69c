package io.counterpart.ingest.desired;

import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.pulsar.client.api.PulsarClient;

/** Reads {@code desired}. Devices speak whether it can be read or not; only who wants to hear waits for it. */
@ApplicationScoped
public class PulsarDesiredFeed implements DesiredFeed {

    private final DesiredDirectory directory = new DesiredDirectory();
    private final KeptTopic topic;

    PulsarDesiredFeed(PulsarClient client, MeterRegistry registry) {
        topic = new KeptTopic(client, Topics.DESIRED, directory::apply, directory::becomeWhole);
        Gauge.builder("counterpart.desired.twins", directory, DesiredDirectory::size)
                .description("Twins of which something is desired, of all tenants")
                .register(registry);
        Gauge.builder("counterpart.desired.followed", directory, DesiredDirectory::followed)
                .description("Twins whose devices are subscribed here to what is desired of them")
                .register(registry);
    }

    @Override
    public void start() {
        topic.start("desired-feed");
    }

    @PreDestroy
    void stop() {
        topic.close();
    }

    @Override
    public DesiredDirectory directory() {
        return directory;
    }
}
