package io.counterpart.ingest.commands;

import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.topic.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.pulsar.client.api.PulsarClient;

/** Reads {@code commands}. Devices speak whether it can be read or not; only who wants to hear waits for it. */
@ApplicationScoped
public class PulsarCommandFeed implements CommandFeed {

    private final CommandDirectory directory = new CommandDirectory();
    private final KeptTopic topic;

    PulsarCommandFeed(PulsarClient client, MeterRegistry registry) {
        topic = new KeptTopic(client, Topics.COMMANDS, directory::apply, directory::becomeWhole);
        Gauge.builder("counterpart.commands.undelivered", directory, CommandDirectory::size)
                .description("Commands that are to be delivered to devices, of all tenants")
                .register(registry);
        Gauge.builder("counterpart.commands.followed", directory, CommandDirectory::followed)
                .description("Twins whose devices are subscribed here to commands")
                .register(registry);
    }

    @Override
    public void start() {
        topic.start("command-feed");
    }

    @PreDestroy
    void stop() {
        topic.close();
    }

    @Override
    public CommandDirectory directory() {
        return directory;
    }
}
