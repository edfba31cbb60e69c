package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.publishing.InputLanes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The connections of one event loop, and their slow clock: instead of a timer for each there is one tick for all, and a
 * connection only compares two numbers.
 */
final class ConnectionLoop {

    /** Keep alive runs out after one and a half times its length. */
    private static final double KEEP_ALIVE_GRACE = 1.5;

    private final Doorway doorway;
    private final InputLanes lanes;
    private final Set<MqttConnection> connections = new HashSet<>();
    private final long tickMs;
    private int now;
    private boolean stopping;

    ConnectionLoop(Doorway doorway, InputLanes lanes) {
        this.doorway = doorway;
        this.lanes = lanes;
        this.tickMs = Math.clamp(doorway.limits().loginTimeout().toMillis() / 4, 10, 1000);
    }

    Doorway doorway() {
        return doorway;
    }

    InputLanes lanes() {
        return lanes;
    }

    /** How long a tick is, milliseconds. */
    long tickMs() {
        return tickMs;
    }

    /** The number of ticks so far; it may run over, differences hold. */
    int now() {
        return now;
    }

    int loginTicks() {
        return ticks(doorway.limits().loginTimeout());
    }

    int keepAliveTicks(int keepAliveSeconds) {
        return ticks(Duration.ofMillis((long) (KEEP_ALIVE_GRACE * 1000 * keepAliveSeconds))) + 1;
    }

    private int ticks(Duration duration) {
        return (int) Math.ceilDiv(duration.toMillis(), tickMs);
    }

    boolean isStopping() {
        return stopping;
    }

    void add(MqttConnection connection) {
        connections.add(connection);
    }

    void remove(MqttConnection connection) {
        connections.remove(connection);
        doorway.meters().closed();
    }

    void tick() {
        now++;
        for (MqttConnection connection : snapshot()) {
            connection.tick();
        }
        lanes.sweep();
    }

    /** Reads nothing more; completes when all that was read is durable and acknowledged. */
    CompletionStage<Void> drain() {
        stopping = true;
        for (MqttConnection connection : snapshot()) {
            connection.hold(MqttConnection.Reason.STOPPING);
        }
        return lanes.drain();
    }

    /** Ends every connection. */
    void end() {
        for (MqttConnection connection : snapshot()) {
            connection.end(Ending.STOPPING);
        }
        lanes.close();
    }

    /** Ticks and endings take connections out of the set. */
    private List<MqttConnection> snapshot() {
        return new ArrayList<>(connections);
    }
}
