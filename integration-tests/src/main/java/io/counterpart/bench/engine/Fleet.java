package io.counterpart.bench.engine;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.engine.fold.FoldLimits;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistorySink;
import java.nio.charset.StandardCharsets;

/**
 * Many equal twins that each send a reading of twelve values a second. One frame is written over and over, so that its bytes are where
 * those of the network would be, in the processor's cache, and the twins are not: they follow one another in no order of memory.
 */
final class Fleet {

    /** How many readings a frame has. */
    static final int READINGS = 500;

    private static final long START_MS = 1_700_000_000_000L;
    private static final long SECOND_MS = 1_000;
    private static final int NAME_DIGITS = 7;
    private static final int TS_DIGITS = 13;
    private static final String BEFORE_TS = "{\"ts\":";

    /** A prime above all fleets' sizes, so that its multiples meet each twin once. */
    private static final long STRIDE = 15_485_863;

    private final int twins;
    private final PartitionFold fold;
    private final byte[] frame;
    private final int[] twinAt = new int[READINGS];
    private final int[] deviceAt = new int[READINGS];
    private final int[] payloadAt = new int[READINGS];
    private final int[] payloadEnd = new int[READINGS];
    private long said;
    private long index;

    /** A fleet of which all have spoken for some seconds. */
    Fleet(Declared declared, int twins) {
        this.twins = twins;
        fold = PartitionFold.empty(
                new PartitionFold.Setting(SignalPlant.TENANT, 0, FoldLimits.DEFAULT, (tenant, type) -> declared.type()),
                HistorySink.NOWHERE,
                EventSink.NOWHERE);
        frame = frame();
        if (declared.type().isPresent()) {
            define();
        }
        while (said < 4L * twins) {
            write();
            apply();
        }
    }

    /** What a device says. */
    static byte[] payload() {
        StringBuilder json = new StringBuilder(BEFORE_TS).append(START_MS).append(",\"values\":{");
        for (int i = 0; i < Declared.PROPERTIES_EACH; i++) {
            json.append(i == 0 ? "\"" : ",\"")
                    .append(Declared.property(i))
                    .append("\":")
                    .append(10 + i)
                    .append(".375");
        }
        return json.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] frame() {
        FrameWriter writer = new FrameWriter();
        byte[] payload = payload();
        Speaker speaker = new Speaker(new TwinId(name(0)), new DeviceId(name(0)), 1);
        for (int i = 0; i < READINGS; i++) {
            writer.addReading(speaker, START_MS, null, payload.length).put(payload);
        }
        return writer.toBytes();
    }

    private static String name(int twin) {
        return "t%07d".formatted(twin);
    }

    private void define() {
        for (int first = 0; first < twins; first += READINGS) {
            FrameWriter writer = new FrameWriter();
            for (int twin = first; twin < Math.min(twins, first + READINGS); twin++) {
                TwinId id = new TwinId(name(twin));
                writer.add(new Input.TwinDefined(id, GroupId.of(id), Declared.TYPE, new DeviceId(name(twin))));
            }
            fold.apply(writer.toBytes(), index++, START_MS);
        }
    }

    /** Writes the next readings into the frame, and takes what the last ones changed. */
    void write() {
        if (payloadEnd[0] == 0) {
            findPlaces();
        }
        while (fold.pollDirty() != null) {
            // Whoever publishes does this.
        }
        for (int i = 0; i < READINGS; i++, said++) {
            // They lie in memory as they first came.
            long twin = said < twins ? said : said % twins * STRIDE % twins;
            long ts = START_MS + said / twins * SECOND_MS;
            digits(twinAt[i] + 1, NAME_DIGITS, twin);
            digits(deviceAt[i] + 1, NAME_DIGITS, twin);
            digits(payloadAt[i] + BEFORE_TS.length(), TS_DIGITS, ts);
            // The last digit of each value.
            for (int at = payloadAt[i] + BEFORE_TS.length() + TS_DIGITS; at < payloadEnd[i]; at++) {
                if (frame[at] == '.') {
                    frame[at + 3] = (byte) ('1' + said / twins % 9);
                }
            }
        }
    }

    private void findPlaces() {
        FrameReader reader = new FrameReader().of(frame);
        for (int i = 0; reader.next(); i++) {
            twinAt[i] = reader.twinOffset();
            deviceAt[i] = reader.deviceOffset();
            payloadAt[i] = reader.payloadOffset();
            payloadEnd[i] = reader.payloadOffset() + reader.payloadLength();
        }
    }

    private void digits(int at, int count, long number) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            frame[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Folds the frame. */
    long apply() {
        fold.apply(frame, index++, START_MS + said / twins * SECOND_MS);
        return fold.index();
    }
}
