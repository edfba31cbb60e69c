package io.counterpart.bench;

import io.counterpart.device.DeviceConnection;
import io.counterpart.device.DeviceLogin;
import io.counterpart.device.PlatformAccess;
import io.counterpart.platform.PlatformException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A device whose every payload is refused, so that there are rejections that could be lost or told twice. */
final class ClumsyDevice implements AutoCloseable {
    private static final int IN_FLIGHT = 16;
    private static final long PAUSE_MS = 20;
    private static final long PATIENCE_SECONDS = 60;

    private final DeviceConnection connection;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofVirtual().name("clumsy-device").unstarted(this::publish);
    private volatile boolean open = true;

    private ClumsyDevice(DeviceConnection connection) {
        this.connection = connection;
    }

    static ClumsyDevice begin(PlatformAccess access, DeviceLogin login) throws InterruptedException {
        DeviceConnection connection = DeviceConnection.open(access, login, trouble -> {});
        try {
            connection.connected().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            connection.close();
            throw new PlatformException("The clumsy device cannot log in.", e);
        }
        ClumsyDevice device = new ClumsyDevice(connection);
        device.thread.start();
        return device;
    }

    /** Cut off after its number, by which it is known again. */
    static String payload(int number) {
        return "{\"number\":" + number + ",";
    }

    private void publish() {
        try {
            for (int number = 0; open; number++) {
                int sent = number;
                room.acquire();
                CompletionStage<Void> durable = connection.publish(payload(sent));
                // One that fails never makes room again: then stopping says so.
                durable.thenRun(() -> {
                    acknowledged.add(sent);
                    room.release();
                });
                Thread.sleep(PAUSE_MS);
            }
            room.acquire(IN_FLIGHT);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends no more, and says which were acknowledged. */
    Set<Integer> stop() throws InterruptedException {
        open = false;
        if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
            throw new PlatformException("The clumsy device still waits for acknowledgements.");
        }
        return Set.copyOf(acknowledged);
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
        connection.close();
    }
}
