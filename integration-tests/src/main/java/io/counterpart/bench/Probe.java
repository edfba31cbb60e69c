package io.counterpart.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.bench.load.Percentiles;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.device.DeviceConnection;
import io.counterpart.platform.PlatformException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One more device beside the load, whose readings are watched for where people see them: in history, as SQL answers it through the
 * API, and in the stream of events. It counts them, four a second, and knows when it published each.
 */
final class Probe implements AutoCloseable {
    private static final String PROPERTY = "n";
    private static final String DATA = "data: ";
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** An hour's worth. */
    private static final int MOST = 36_000;

    private static final JsonMapper JSON = new JsonMapper();

    private final LoadTenant tenant;
    private final TwinId twin;
    private final DeviceConnection connection;
    private final AtomicLongArray publishedNanos = new AtomicLongArray(MOST);
    private final Histogram puback = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final Histogram history = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final Histogram stream = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private final long startMillis = System.currentTimeMillis();
    private volatile @Nullable Stream<String> events;

    private volatile int published;
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;
    private int inHistory;
    private int inStream;

    private Probe(LoadTenant tenant, TwinId twin, DeviceConnection connection) {
        this.tenant = tenant;
        this.twin = twin;
        this.connection = connection;
    }

    /** Logs the device in and publishes once, so that its twin is there to be watched. */
    static Probe started(LoadTenant tenant, DeviceId device) throws InterruptedException {
        DeviceConnection connection = DeviceConnection.open(tenant.access(), tenant.device(device), trouble -> {});
        try {
            connection.connected().get(30, TimeUnit.SECONDS);
            TwinId twin = new TwinId(device.value());
            Probe probe = new Probe(tenant, twin, connection);
            probe.publish();
            while (tenant.api().twin(tenant.tenant(), twin).isEmpty()) {
                Thread.sleep(POLL);
            }
            probe.look();
            return probe;
        } catch (ExecutionException | TimeoutException e) {
            connection.close();
            throw new PlatformException("The probe cannot connect.", e);
        }
    }

    private void look() {
        Stream<String> opened = tenant.api().events(tenant.tenant(), twin);
        events = opened;
        Thread.ofVirtual().start(() -> watch(opened));
    }

    /**
     * Goes on for this long and says when its readings were seen, in milliseconds after they were published.
     *
     * @param warmUp for how long it is not measured before: what answers it has done nothing yet, and is still being compiled
     */
    Map<String, Map<String, Double>> run(Duration warmUp, Duration time) throws InterruptedException {
        Thread poller = Thread.ofVirtual().start(this::watchHistory);
        long startNanos = System.nanoTime();
        long notMeasured = warmUp.dividedBy(INTERVAL);
        long all = notMeasured + time.dividedBy(INTERVAL);
        for (int i = 0; published < MOST && i < all; i++) {
            TimeUnit.NANOSECONDS.sleep(startNanos + i * INTERVAL.toNanos() - System.nanoTime());
            if (i == notMeasured) {
                puback.reset();
                history.reset();
                stream.reset();
            }
            publish();
        }
        poller.join(Duration.ofSeconds(30));
        RuntimeException first = failure;
        if (first != null) {
            throw first;
        }
        return Map.of(
                "publish to PUBACK, ms", Percentiles.millis(puback),
                "publish to history, ms", Percentiles.millis(history),
                "publish to event stream, ms", Percentiles.millis(stream));
    }

    int published() {
        return published;
    }

    private void publish() {
        int number = published + 1;
        long now = System.nanoTime();
        publishedNanos.set(number % MOST, now);
        published = number;
        String reading = "{\"ts\":%d,\"values\":{\"%s\":%d}}".formatted(System.currentTimeMillis(), PROPERTY, number);
        var _ = connection.publish(reading).whenComplete((_, trouble) -> {
            if (trouble == null) {
                puback.recordValue(System.nanoTime() - now);
            } else {
                fail(new PlatformException("The probe's reading was not taken.", trouble));
            }
        });
    }

    /** Asks for what is newer than the newest seen, again and again, until all is seen or nothing comes any more. */
    private void watchHistory() {
        try {
            long lastNewsNanos = System.nanoTime();
            long newestTs = startMillis;
            while (failure == null && System.nanoTime() - lastNewsNanos < TimeUnit.SECONDS.toNanos(20)) {
                JsonNode page = tenant.api()
                        .history(tenant.tenant(), twin, PROPERTY, newestTs, System.currentTimeMillis() + 1_000, null);
                long seenNanos = System.nanoTime();
                for (JsonNode point : page.at("/properties/" + PROPERTY + "/measured")) {
                    int number = point.get(1).asInt();
                    if (number > inHistory) {
                        history.recordValue(seenNanos - publishedNanos.get(number % MOST));
                        inHistory = number;
                        newestTs = point.get(0).asLong();
                        lastNewsNanos = seenNanos;
                    }
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** State is conflated: a reading that was overtaken counts as seen with the one that overtook it. */
    private void watch(Stream<String> opened) {
        try {
            opened.filter(line -> line.startsWith(DATA)).forEach(line -> {
                int number = newest(line.substring(DATA.length()));
                long seenNanos = System.nanoTime();
                for (; inStream < number; inStream++) {
                    stream.recordValue(seenNanos - publishedNanos.get((inStream + 1) % MOST));
                }
            });
        } catch (RuntimeException e) {
            if (!stopping) {
                fail(e);
            }
        }
    }

    private static int newest(String event) {
        try {
            return JSON.readTree(event)
                    .at("/properties/" + PROPERTY + "/measured/value")
                    .asInt();
        } catch (JsonProcessingException e) {
            throw new PlatformException("The event stream says something else than JSON.", e);
        }
    }

    private void fail(RuntimeException first) {
        if (failure == null) {
            failure = first;
        }
    }

    @Override
    public void close() {
        stopping = true;
        Stream<String> opened = events;
        if (opened != null) {
            opened.close();
        }
        connection.close();
    }
}
