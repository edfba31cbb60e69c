package io.counterpart.ingest;

import io.counterpart.ingest.access.AccessFeed;
import io.counterpart.ingest.commands.CommandFeed;
import io.counterpart.ingest.desired.DesiredFeed;
import io.counterpart.ingest.mqtt.MqttEndpoint;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** The service's life: first who may come in, then the door; and out again in the other order. */
@ApplicationScoped
public class IngestService {

    /** With what ends the connections, ten seconds: what an orchestrator leaves a pod and a person is willing to wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final AccessFeed feed;
    private final DesiredFeed desired;
    private final CommandFeed commands;
    private final MqttEndpoint mqtt;

    IngestService(AccessFeed feed, DesiredFeed desired, CommandFeed commands, MqttEndpoint mqtt) {
        this.feed = feed;
        this.desired = desired;
        this.commands = commands;
        this.mqtt = mqtt;
    }

    void start(@Observes StartupEvent event) {
        feed.start();
        desired.start();
        commands.start();
        mqtt.start();
    }

    void stop(@Observes ShutdownEvent event) {
        mqtt.stop(PATIENCE);
    }
}
