package io.counterpart.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.bench.load.LoadPlan;
import io.counterpart.bench.load.LoadResult;
import io.counterpart.bench.load.MqttLoad;
import io.counterpart.platform.PlatformException;
import java.nio.file.Path;
import java.util.List;

/** A load generator with its devices logged in, which begins when it is told. */
public final class LoadProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ChildJvm child;

    private LoadProcess(ChildJvm child) {
        this.child = child;
    }

    static LoadProcess connected(int port, Path credentials, LoadPlan plan) {
        ChildJvm child = ChildJvm.start(
                MqttLoad.class, List.of("--port=" + port, "--credentials=" + credentials, "--plan=" + json(plan)));
        String line = child.line();
        if (!line.equals(MqttLoad.READY)) {
            child.close();
            throw new PlatformException("The load generator says: " + line);
        }
        return new LoadProcess(child);
    }

    private static String json(LoadPlan plan) {
        try {
            return JSON.writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan of numbers can always be written", e);
        }
    }

    /** Lets it begin. */
    public void begin() {
        child.say("GO");
    }

    /** Returns when everything that was to be sent is acknowledged. */
    public LoadResult await() {
        String line = child.line();
        try {
            return JSON.readValue(line, LoadResult.class);
        } catch (JsonProcessingException e) {
            throw new PlatformException("The load generator says: " + line, e);
        }
    }

    /** Sends no more; returns when what is under way is acknowledged. */
    public LoadResult stop() {
        child.say("STOP");
        return await();
    }

    @Override
    public void close() {
        child.close();
    }
}
