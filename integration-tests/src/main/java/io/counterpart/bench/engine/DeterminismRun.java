package io.counterpart.bench.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.engine.fold.FoldLimits;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistorySink;
import io.counterpart.engine.state.Twin;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Folds the plant's log in several ways and says what came of it, a {@link DeterminismResult}, as one line of JSON. A process of its own.
 */
public final class DeterminismRun {
    static final int EPOCH = 0;

    private static final long SEED = 4;
    private static final int CHECKPOINT_EVERY = 40;
    private static final int CRASH_EVERY = 97;

    /** An owner that was fenced does not know at once: it folds on for a while, and its rows arrive. */
    private static final int FRAMES_OF_A_FENCED_OWNER = 3;

    private static final PartitionFold.Setting SETTING =
            new PartitionFold.Setting(SignalPlant.TENANT, EPOCH, FoldLimits.DEFAULT, SignalPlant::type);

    private final long readings;
    private final List<DeterminismResult.Pass> passes = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private DeterminismRun(long readings) {
        this.readings = readings;
    }

    /** Takes how many readings. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(new JsonMapper().writeValueAsString(of(Long.parseLong(arguments[0]))));
    }

    static DeterminismResult of(long readings) {
        DeterminismRun run = new DeterminismRun(readings);
        run.crashed();
        run.shuffled();
        return new DeterminismResult(run.passes, run.differences);
    }

    // ---- the same log, with crashes ----

    private void crashed() {
        List<PlantLog.Frame> log = PlantLog.of(readings, PlantLog.Manner.CLUMSY, SEED);
        AppliedOutputs straight = new AppliedOutputs();
        Clock clock = new Clock();
        PartitionFold fold = PartitionFold.empty(SETTING, straight, straight);
        for (int i = 0; i < log.size(); i++) {
            apply(fold, log, i);
            if (i % CHECKPOINT_EVERY == 0) {
                straight.checkpointed(i);
            }
        }
        passes.add(pass("straight", fold, straight, clock));

        AppliedOutputs applied = new AppliedOutputs();
        clock = new Clock();
        PartitionFold last = withCrashes(log, applied);
        passes.add(pass("crash every " + CRASH_EVERY + " frames", last, applied, clock));
        compare(true);
        if (applied.differing() + straight.differing() > 0) {
            differences.add(applied.differing() + " of " + applied.repeated() + " outputs that came again were others");
        }

        clock = new Clock();
        PartitionFold alone = PartitionFold.empty(SETTING, HistorySink.NOWHERE, EventSink.NOWHERE);
        for (int i = 0; i < log.size(); i++) {
            apply(alone, log, i);
        }
        passes.add(clock.pass("straight, outputs thrown away", Sha256.of(alone.state()), "", "", 0));
    }

    private static void apply(PartitionFold fold, List<PlantLog.Frame> log, int i) {
        fold.apply(log.get(i).bytes, i, log.get(i).brokerTimeMs);
    }

    private static PartitionFold withCrashes(List<PlantLog.Frame> log, AppliedOutputs applied) {
        PartitionFold fold = PartitionFold.empty(SETTING, applied, applied);
        byte[] checkpoint = fold.checkpoint();
        int checkpointAt = 0;
        int crashAt = CRASH_EVERY;
        for (int i = 0; i < log.size(); i++) {
            apply(fold, log, i);
            if (i == crashAt) {
                foldOn(PartitionFold.restored(SETTING, applied, EventSink.NOWHERE, fold.checkpoint()), log, i + 1);
                fold = PartitionFold.restored(SETTING, applied, applied, checkpoint);
                applied.takenOver();
                i = checkpointAt - 1;
                crashAt += CRASH_EVERY;
            } else if (i % CHECKPOINT_EVERY == 0) {
                checkpoint = fold.checkpoint();
                checkpointAt = i + 1;
                applied.checkpointed(i);
            }
        }
        return fold;
    }

    /** Rows of a fenced owner still arrive; what it says on topics does not. */
    private static void foldOn(PartitionFold fenced, List<PlantLog.Frame> log, int from) {
        for (int i = from; i < Math.min(from + FRAMES_OF_A_FENCED_OWNER, log.size()); i++) {
            apply(fenced, log, i);
        }
    }

    private DeterminismResult.Pass pass(String name, PartitionFold fold, AppliedOutputs outputs, Clock clock) {
        return clock.pass(name, Sha256.of(fold.state()), outputs.historyHash(), outputs.eventsHash(), outputs.rows());
    }

    // ---- the same readings, in another order ----

    private void shuffled() {
        for (PlantLog.Manner manner : List.of(PlantLog.Manner.IN_ORDER, PlantLog.Manner.SHUFFLED)) {
            List<PlantLog.Frame> log = PlantLog.of(readings, manner, SEED);
            CurrentHistory history = new CurrentHistory();
            Clock clock = new Clock();
            PartitionFold fold = PartitionFold.empty(SETTING, history, EventSink.NOWHERE);
            for (int i = 0; i < log.size(); i++) {
                apply(fold, log, i);
            }
            String name = manner.lateMs() == 0 ? "in order of time" : "shuffled by up to " + manner.lateMs() + " ms";
            passes.add(clock.pass(name, stateHash(fold), history.hash(fold), "", 0));
        }
        compare(false);
    }

    /** Positions and known times aside: they are those of the log. */
    private static String stateHash(PartitionFold fold) {
        TreeMap<String, TwinState> states = new TreeMap<>();
        for (Twin twin = fold.pollDirty(); twin != null; twin = fold.pollDirty()) {
            states.put(twin.id().value(), withoutPositions(twin.view()));
        }
        Sha256 hash = new Sha256();
        states.values().forEach(state -> hash.add(TwinState.JSON.write(state)));
        return hash.hex();
    }

    private static TwinState withoutPositions(TwinState state) {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        state.properties()
                .forEach((name, property) -> properties.put(
                        name,
                        new PropertyState(
                                property.schema(),
                                property.unit(),
                                property.slot(),
                                property.value(),
                                property.ts(),
                                0,
                                property.judged(),
                                property.filtered(),
                                property.related(),
                                property.desired())));
        return new TwinState(
                state.twin(),
                state.group(),
                state.type(),
                state.device(),
                0,
                0,
                0,
                state.silent(),
                state.quality(),
                state.late(),
                state.counts(),
                properties);
    }

    // ---- what came of it ----

    private void compare(boolean withEvents) {
        DeterminismResult.Pass one = passes.get(passes.size() - 2);
        DeterminismResult.Pass other = passes.getLast();
        String who = ": " + one.name() + ", " + other.name();
        if (!one.state().equals(other.state())) {
            differences.add("the states differ" + who);
        }
        if (!one.history().equals(other.history()) || one.rows() != other.rows()) {
            differences.add("the histories differ" + who);
        }
        if (withEvents && !Objects.equals(one.events(), other.events())) {
            differences.add("the events differ" + who);
        }
    }

    /** Wall and CPU time since it was made. */
    private final class Clock {
        private final long wall = System.nanoTime();
        private final long cpu = system.getProcessCpuTime();

        DeterminismResult.Pass pass(String name, String state, String history, String events, long rows) {
            return new DeterminismResult.Pass(
                    name,
                    state,
                    history,
                    events,
                    rows,
                    readings * 1e9 / (System.nanoTime() - wall),
                    (system.getProcessCpuTime() - cpu) / 1e3 / readings);
        }
    }
}
