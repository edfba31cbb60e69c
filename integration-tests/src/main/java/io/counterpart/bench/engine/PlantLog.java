package io.counterpart.bench.engine;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Speaker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * What the devices of the plant say, as a partition's log: a reading a second each, out of a seed. Some readings come late, some twice, some
 * signals are wrong for a while, and some devices say nothing for a while.
 */
final class PlantLog {

    /** A frame, and the broker's time of it. */
    static final class Frame {
        final byte[] bytes;
        final long brokerTimeMs;

        private Frame(byte[] bytes, long brokerTimeMs) {
            this.bytes = bytes;
            this.brokerTimeMs = brokerTimeMs;
        }
    }

    /** A message under way, numbered as it was sent. */
    private record Message(long arrivesAtMs, int number, int twin, String payload) {}

    /**
     * How readings come.
     *
     * @param lateMs how late any reading comes at most, when they are shuffled
     * @param isClumsy whether some are late, some come twice, and ticks find gaps
     */
    record Manner(int lateMs, boolean isClumsy) {
        static final Manner CLUMSY = new Manner(0, true);
        static final Manner IN_ORDER = new Manner(0, false);
        static final Manner SHUFFLED = new Manner(9_000, false);
    }

    private static final int TWINS = 200;
    private static final long START_MS = 1_700_000_000_000L;
    private static final long SECOND_MS = 1_000;

    private final Manner manner;
    private final Random values;
    private final Random chance;
    private final double[][] levels = new double[TWINS][SignalPlant.SIGNALS];
    private final int[] quietUntil = new int[TWINS];
    private final PriorityQueue<Message> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Message::arrivesAtMs).thenComparingInt(Message::number));
    private final List<Frame> frames = new ArrayList<>();
    private long readings;
    private int messages;

    private PlantLog(Manner manner, long seed) {
        this.manner = manner;
        values = new Random(seed);
        chance = new Random(~seed);
    }

    /** The log of so many readings. Another manner does not change what is said, but when it comes. */
    static List<Frame> of(long readings, Manner manner, long seed) {
        PlantLog log = new PlantLog(manner, seed);
        log.begin();
        for (int second = 1; log.readings < readings || !log.underWay.isEmpty(); second++) {
            if (log.readings < readings) {
                log.measure(second);
            }
            log.deliver(START_MS + second * SECOND_MS);
        }
        return log.frames;
    }

    static String name(int twin) {
        return "twin-" + twin;
    }

    private void begin() {
        FrameWriter frame = new FrameWriter();
        for (int twin = 0; twin < TWINS; twin++) {
            TwinId id = new TwinId(name(twin));
            frame.add(new Input.TwinDefined(id, GroupId.of(id), SignalPlant.typeOf(twin), new DeviceId(name(twin))));
        }
        frames.add(new Frame(frame.toBytes(), START_MS));
    }

    // ---- what is said ----

    private void measure(int second) {
        for (int twin = 0; twin < TWINS; twin++) {
            if (values.nextInt(2_000) == 0) {
                quietUntil[twin] = second + 5 + values.nextInt(60);
            }
            if (second >= quietUntil[twin]) {
                long ts = START_MS + second * SECOND_MS - values.nextInt(500);
                send(twin, ts, reading(twin, ts));
                readings++;
            }
        }
    }

    private String reading(int twin, long ts) {
        StringBuilder json = new StringBuilder("{\"ts\":").append(ts).append(",\"values\":{");
        for (int signal = 0; signal < SignalPlant.SIGNALS; signal++) {
            double[] own = levels[twin];
            own[signal] = own[signal] * 0.98 + values.nextGaussian() * 0.1;
            json.append(signal == 0 ? "\"" : ",\"")
                    .append(SignalPlant.name(signal))
                    .append("\":")
                    .append(Math.round((5 + own[signal] + fault()) * (signal == 2 ? 100_000 : 1_000)) / 1_000.0);
        }
        return json.append("}}").toString();
    }

    private double fault() {
        return values.nextInt(3_000) == 0 ? values.nextInt(20) - 10 : 0;
    }

    // ---- when it comes ----

    private void send(int twin, long ts, String payload) {
        long delay = manner.lateMs() == 0 ? 0 : chance.nextInt(manner.lateMs());
        if (manner.isClumsy()) {
            int lot = chance.nextInt(1_000);
            delay = lot == 0 ? 20_000 + chance.nextInt(100_000) : lot <= 10 ? 1_000 + chance.nextInt(7_000) : 0;
            if (chance.nextInt(100) == 0) {
                post(new Message(ts + delay + chance.nextInt(3_000), messages, twin, payload));
            }
        }
        post(new Message(ts + delay, messages, twin, payload));
    }

    private void post(Message message) {
        underWay.add(message);
        messages++;
    }

    private void deliver(long nowMs) {
        FrameWriter frame = new FrameWriter();
        for (Message next = underWay.peek(); next != null && next.arrivesAtMs() <= nowMs; next = underWay.peek()) {
            underWay.remove();
            String name = name(next.twin());
            frame.addReading(
                            new Speaker(new TwinId(name), new DeviceId(name), 1),
                            nowMs,
                            null,
                            next.payload().length())
                    .put(next.payload().getBytes(StandardCharsets.US_ASCII));
        }
        if (manner.isClumsy()) {
            frame.addTick(nowMs);
        }
        frames.add(new Frame(frame.toBytes(), nowMs));
    }
}
