package io.counterpart.ingest.publishing;

import io.counterpart.contracts.activity.Waking;
import io.counterpart.contracts.identity.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** The log with owners who park what nobody writes into: each outlet wakes its partition when it has to. */
@ApplicationScoped
public class WakingPublisher implements InputPublisher {

    private final InputPublisher log;
    private final Wakes wakes;
    private final Duration within;
    private final InstantSource clock;

    @Inject
    WakingPublisher(PulsarInputPublisher log, PulsarWakes wakes, PublishingConfig config, InstantSource clock) {
        this(log, wakes, config.idleAfter(), clock);
    }

    WakingPublisher(InputPublisher log, Wakes wakes, Duration within, InstantSource clock) {
        this.log = log;
        this.wakes = wakes;
        this.within = within;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Outlet> open(TenantId tenant, int partition, String producerName) {
        return log.open(tenant, partition, producerName)
                .thenApply(outlet ->
                        new WakingOutlet(outlet, new Waking(() -> wakes.wake(tenant, partition), within, clock)));
    }
}
