package io.counterpart.journey;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.device.DeviceConnection;
import io.counterpart.device.PlatformAccess;
import io.counterpart.device.PlatformApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;

/** A well-behaved device that publishes one reading after the other while others misbehave, and wants not to notice. */
final class Bystander implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FIRST_TS = 1_700_000_000_000L;

    /** A reading a little: what is asked is whether each arrives, not how many can. */
    private static final long PAUSE_MS = 10;

    private static final int READINGS_MIN = 50;

    /** For each PUBACK; they take some milliseconds on a quiet machine, and this one is busy. */
    private static final long LATENCY_MAX_MS = 2_000;

    private final String name;
    private final Customer customer;
    private final DeviceConnection connection;
    private final List<String> troubles;
    private final List<Long> pubackNanos = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = Thread.ofVirtual().name("bystander").unstarted(this::publish);
    private volatile boolean open = true;
    private volatile String failure = "";

    private Bystander(String name, Customer customer, DeviceConnection connection, List<String> troubles) {
        this.name = name;
        this.customer = customer;
        this.connection = connection;
        this.troubles = troubles;
    }

    static Bystander of(Customer customer) throws Exception {
        String name = "bystander-" + WholePlatform.freshName();
        List<String> troubles = new CopyOnWriteArrayList<>();
        DeviceConnection connection = DeviceConnection.open(customer.access(), customer.device(name), troubles::add);
        connection.connected().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        // A login that was made a moment ago may be refused once, until ingest has heard of it.
        troubles.clear();
        Bystander bystander = new Bystander(name, customer, connection, troubles);
        bystander.thread.start();
        return bystander;
    }

    private void publish() {
        try {
            while (open) {
                long sentNanos = System.nanoTime();
                connection
                        .publish("{\"ts\":%d,\"values\":{\"n\":%d}}"
                                .formatted(FIRST_TS + pubackNanos.size(), pubackNanos.size()))
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                pubackNanos.add(System.nanoTime() - sentNanos);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (ExecutionException | TimeoutException e) {
            failure = "no PUBACK after %d readings: %s".formatted(pubackNanos.size(), e);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops, and asks for every reading, for the time each took, and for its connection, which is still the first. */
    void requireUndisturbed() throws InterruptedException {
        await().atMost(PATIENCE).until(() -> pubackNanos.size() >= READINGS_MIN || !failure.isEmpty());
        open = false;
        assertTrue(thread.join(PATIENCE), "the bystander does not come to an end");
        assertEquals("", failure);
        assertEquals(List.of(), troubles, "the bystander lost its connection");
        int sent = pubackNanos.size();
        long[] sorted = pubackNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        long slowestMs = TimeUnit.NANOSECONDS.toMillis(sorted[sent - 1]);
        System.out.printf(
                "%s: %d readings, PUBACK p50 %d ms, slowest %d ms%n",
                name, sent, TimeUnit.NANOSECONDS.toMillis(sorted[sent / 2]), slowestMs);
        assertTrue(slowestMs <= LATENCY_MAX_MS, "a PUBACK took " + slowestMs + " ms");
        List<Long> expected = new ArrayList<>();
        for (long n = 0; n < sent; n++) {
            expected.add(n);
        }
        await().atMost(PATIENCE).untilAsserted(() -> Assertions.assertEquals(expected, history()));
    }

    private List<Long> history() {
        PlatformAccess asViewer = customer.access();
        List<Long> numbers = new ArrayList<>();
        new PlatformApi(asViewer)
                .history(customer.tenant(), new TwinId(name), "n", FIRST_TS, FIRST_TS + 1_000_000, null)
                .at("/properties/n/measured")
                .forEach(point -> numbers.add(point.get(1).asLong()));
        return numbers;
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
        connection.close();
    }
}
