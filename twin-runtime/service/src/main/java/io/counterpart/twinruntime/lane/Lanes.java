package io.counterpart.twinruntime.lane;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All lanes; partitions are dealt out in turn. */
@ApplicationScoped
public class Lanes {

    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger dealt = new AtomicInteger();

    Lanes(LaneConfig config, HistoryWriters writers) {
        int count = config.count().orElse(Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < Math.max(1, count); i++) {
            Lane lane = new Lane("lane-" + i, config.pause(), writers, System::nanoTime);
            lanes.add(lane);
            lane.start();
        }
    }

    /** The lane for the next partition. */
    public Lane next() {
        return lanes.get(Math.floorMod(dealt.getAndIncrement(), lanes.size()));
    }

    @PreDestroy
    void stop() {
        lanes.forEach(Lane::close);
    }
}
