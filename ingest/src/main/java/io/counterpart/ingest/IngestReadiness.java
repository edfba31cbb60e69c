package io.counterpart.ingest;

import io.counterpart.ingest.access.AccessFeed;
import io.counterpart.ingest.mqtt.MqttEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: it is known who may come in, Pulsar is connected, and the ports are open. */
@Readiness
@ApplicationScoped
public class IngestReadiness implements HealthCheck {

    private final AccessFeed feed;
    private final MqttEndpoint mqtt;

    IngestReadiness(AccessFeed feed, MqttEndpoint mqtt) {
        this.feed = feed;
        this.mqtt = mqtt;
    }

    @Override
    public HealthCheckResponse call() {
        boolean access = feed.isReady();
        boolean pulsar = feed.isConnected();
        boolean ports = mqtt.isListening();
        return HealthCheckResponse.named("ingest")
                .withData("access", access)
                .withData("pulsar", pulsar)
                .withData("mqtt", ports)
                .status(access && pulsar && ports)
                .build();
    }
}
