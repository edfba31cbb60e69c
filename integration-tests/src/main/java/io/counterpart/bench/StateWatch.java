package io.counterpart.bench;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;

/** Reads a tenant's states as they come, and holds each against what {@link SteadyLoad} has the twin measure. */
final class StateWatch implements AutoCloseable {
    private static final PropertyName PRESSURE = new PropertyName("pressure");

    private final PulsarClient client;
    private final List<Arrival> arrivals = new ArrayList<>();
    private long seen;
    private long wrong;

    /**
     * A state that has come.
     *
     * @param twin whose
     * @param knownAt of the last reading in it, epoch milliseconds
     * @param atNanos when it came, by {@link System#nanoTime}
     */
    record Arrival(TwinId twin, long knownAt, long atNanos) {}

    StateWatch(LocalPlatform platform, TenantId tenant) {
        try {
            client = PulsarClient.builder()
                    .serviceUrl(platform.pulsarUrl())
                    .authentication(AuthenticationFactory.token(platform.pulsarToken("admin")))
                    .build();
            var _ = client.newReader()
                    .topic(Topics.state(tenant))
                    .startMessageId(MessageId.latest)
                    .readerListener(this::came)
                    .create();
        } catch (PulsarClientException e) {
            throw new PlatformException("The states cannot be read: " + e.getMessage(), e);
        }
    }

    private void came(Reader<byte[]> reader, Message<byte[]> message) {
        long atNanos = System.nanoTime();
        if (message.size() > 0) {
            keep(TwinState.JSON.read(message.getData()), atNanos);
        }
    }

    private synchronized void keep(TwinState state, long atNanos) {
        PropertyState pressure = state.properties().get(PRESSURE);
        seen++;
        // Before its first reading a twin has none.
        if (pressure != null && pressure.value() != null) {
            if (pressure.value().equals(new Value.Numeric(SteadyLoad.pressure(state.twin(), pressure.ts())))) {
                arrivals.add(new Arrival(state.twin(), state.knownAt(), atNanos));
                notifyAll();
            } else {
                wrong++;
            }
        }
    }

    /** Forgets what has come until now. */
    synchronized void forget() {
        arrivals.clear();
    }

    /** The first right state since {@link #forget} that is wanted, waited for where it has not come yet. */
    synchronized Arrival await(Predicate<Arrival> wanted, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        int looked = 0;
        while (true) {
            for (; looked < arrivals.size(); looked++) {
                if (wanted.test(arrivals.get(looked))) {
                    return arrivals.get(looked);
                }
            }
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new PlatformException("No right state came within %d s; %,d states have come in all, %,d wrong."
                        .formatted(patience.toSeconds(), seen, wrong));
            }
            wait(leftMillis);
        }
    }

    /** How many states came. */
    synchronized long seen() {
        return seen;
    }

    /** How many of them show another value than the twin had at the time that they name. */
    synchronized long wrong() {
        return wrong;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (PulsarClientException e) {
            throw new PlatformException("Reading of states could not be ended.", e);
        }
    }
}
