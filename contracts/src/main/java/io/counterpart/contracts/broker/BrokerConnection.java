package io.counterpart.contracts.broker;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SizeUnit;
import org.apache.pulsar.client.impl.ClientBuilderImpl;
import org.apache.pulsar.client.impl.PulsarClientImpl;

/**
 * A service's one Pulsar client, and its clock. It connects when it is first used, and again by itself.
 *
 * <p>By itself the client's clock ticks every millisecond, work or no work, and that is 1.5 % of a processor for each service that does
 * nothing. What it is needed for (retries, grouped acknowledgements, timeouts) is a matter of tens of milliseconds and more; batches of
 * messages are timed by the connection itself.
 */
public final class BrokerConnection implements AutoCloseable {

    /** For {@link #open}: those who send bound what waits, and stop taking more in; the client's bound would fail a send instead. */
    public static final long BOUNDED_BY_SENDERS = 0;

    private static final long TICK_MS = 10;

    private final Timer timer;
    private final PulsarClient client;

    private BrokerConnection(Timer timer, PulsarClient client) {
        this.timer = timer;
        this.client = client;
    }

    /**
     * Opens it; the broker need not be there yet.
     *
     * @param serviceUrl the broker's address, {@code pulsar://…}
     * @param tokenFile holds the service's own token, read anew at every connection; without it nobody logs in
     * @param waitingBytesMax bytes that may wait to be confirmed; a send past it fails
     * @throws PulsarClientException when the address cannot be one
     */
    public static BrokerConnection open(String serviceUrl, Optional<Path> tokenFile, long waitingBytesMax)
            throws PulsarClientException {
        ClientBuilderImpl settings = new ClientBuilderImpl();
        settings.serviceUrl(serviceUrl).ioThreads(1).listenerThreads(1).memoryLimit(waitingBytesMax, SizeUnit.BYTES);
        tokenFile.ifPresent(file -> settings.authentication(AuthenticationFactory.token(() -> TokenFile.read(file))));
        Timer timer =
                new HashedWheelTimer(new DefaultThreadFactory("broker-timer", true), TICK_MS, TimeUnit.MILLISECONDS);
        try {
            return new BrokerConnection(
                    timer,
                    PulsarClientImpl.builder()
                            .conf(settings.getClientConfigurationData())
                            .timer(timer)
                            .build());
        } catch (PulsarClientException | RuntimeException e) {
            var _ = timer.stop();
            throw e;
        }
    }

    public PulsarClient client() {
        return client;
    }

    /** Closes every producer and consumer at once, without waiting for what is under way. */
    @Override
    public void close() throws PulsarClientException {
        try {
            client.shutdown();
        } finally {
            var _ = timer.stop();
        }
    }
}
