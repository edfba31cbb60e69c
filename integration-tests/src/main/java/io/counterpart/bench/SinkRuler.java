package io.counterpart.bench;

import io.counterpart.bench.load.BareSink;
import io.counterpart.bench.load.LoadPlan;
import io.counterpart.bench.load.LoadResult;
import java.nio.file.Path;
import java.util.List;

/** What the same load costs a Vert.x MQTT server that does nothing with it: the least that ingest could cost. */
final class SinkRuler implements AutoCloseable {
    private final ChildJvm sink;
    private final int port;
    private final Path credentials;

    private SinkRuler(ChildJvm sink, int port, Path credentials) {
        this.sink = sink;
        this.port = port;
        this.credentials = credentials;
    }

    static SinkRuler started(Path credentials) {
        ChildJvm sink = ChildJvm.start(BareSink.class, List.of());
        String[] words = sink.line().split(" ", -1);
        if (words.length != 2 || !words[0].equals(BareSink.LISTENING)) {
            sink.close();
            throw new IllegalStateException("the sink did not say its port");
        }
        return new SinkRuler(sink, Integer.parseInt(words[1]), credentials);
    }

    RulerResult measure(LoadPlan plan) {
        try (LoadProcess load = LoadProcess.connected(port, credentials, plan)) {
            double before = CpuSeconds.of(sink.pid());
            load.begin();
            LoadResult result = load.await();
            return new RulerResult(result, CpuSeconds.of(sink.pid()) - before);
        }
    }

    /**
     * @param load what the client saw
     * @param cpuSeconds what the server used
     */
    record RulerResult(LoadResult load, double cpuSeconds) {
        double cpuSecondsPerMillion() {
            return cpuSeconds / load.acknowledged() * 1e6;
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
