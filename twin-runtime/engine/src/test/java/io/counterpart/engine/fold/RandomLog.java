package io.counterpart.engine.fold;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A log of everything that can happen, out of a seed: few twins and few times, so that much of it meets. */
final class RandomLog {

    private static final String[] TWINS = {"a", "b", "c", "pump-1", "pump-2"};
    private static final String[] NAMES = {"pressure", "starts", "running", "mode", "spectrum", "p", "q", "1bad"};
    private static final TypeId[] TYPES = {TypeId.UNTYPED, Plant.PUMP, Plant.VALVE};

    /** A frame with what the broker adds to it. */
    static final class Entry {
        private final byte[] frame;
        private final long index;
        private final long brokerTimeMs;

        Entry(byte[] frame, long index, long brokerTimeMs) {
            this.frame = frame;
            this.index = index;
            this.brokerTimeMs = brokerTimeMs;
        }

        byte[] frame() {
            return frame;
        }

        long index() {
            return index;
        }

        long brokerTimeMs() {
            return brokerTimeMs;
        }
    }

    private final Random random;
    private long nowMs = Plant.START_MS;
    private long wishes;
    private long commands;

    private RandomLog(long seed) {
        random = new Random(seed);
    }

    static List<Entry> of(long seed, int frames) {
        RandomLog log = new RandomLog(seed);
        List<Entry> entries = new ArrayList<>();
        long index = log.random.nextInt(3);
        for (int i = 0; i < frames; i++) {
            log.nowMs += log.random.nextInt(20) == 0 ? 70_000 : log.random.nextInt(2_000) - 200;
            entries.add(new Entry(log.frame(), index, log.nowMs));
            index += 1 + log.random.nextInt(2);
        }
        return entries;
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private byte[] frame() {
        FrameWriter frame = new FrameWriter();
        for (int i = random.nextInt(4); i >= 0; i--) {
            addEntry(frame);
        }
        byte[] bytes = frame.toBytes();
        return random.nextInt(100) == 0 ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private void addEntry(FrameWriter frame) {
        TwinId twin = new TwinId(any(TWINS));
        switch (random.nextInt(36)) {
            case 0 -> frame.add(new Input.TwinRemoved(twin));
            case 1, 2 ->
                frame.add(new Input.TwinDefined(
                        twin,
                        random.nextBoolean() ? GroupId.of(twin) : new GroupId("plant"),
                        any(TYPES),
                        random.nextBoolean() ? new DeviceId("d-" + twin) : null));
            case 3 -> frame.add(new Input.TwinWatched(twin, random.nextInt(3_000)));
            case 6 ->
                frame.add(new Input.RelationshipSet(
                        twin, nowMs, "feeds", new TwinId(any(TWINS)), JsonNodeFactory.instance.objectNode()));
            case 7 -> frame.add(new Input.RelationshipRemoved(twin, nowMs, "feeds", new TwinId(any(TWINS))));
            case 8, 9 -> frame.add(wanted(twin));
            case 10, 11 -> frame.add(commanded(twin));
            case 12 -> ofCommand(frame, EntryKind.COMMAND_DELIVERED, twin, "");
            case 13, 14 -> ofCommand(frame, EntryKind.COMMAND_ANSWERED, twin, answer());
            case 4, 5 -> frame.addTick(nowMs - random.nextInt(5_000));
            default ->
                Plant.addReading(
                        frame,
                        twin.value(),
                        random.nextInt(10) == 0 ? "bearing" : null,
                        nowMs - random.nextInt(100),
                        payload().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Input wanted(TwinId twin) {
        wishes += random.nextInt(5) == 0 ? -1 : 1;
        Map<String, Object> desired = new HashMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            desired.put(
                    NAMES[random.nextInt(NAMES.length - 1)],
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextBoolean();
                        case 1 -> "w" + random.nextInt(2);
                        case 2 -> List.of(0.5, 1);
                        default -> random.nextInt(4) / 2.0;
                    });
        }
        String withdrawn = NAMES[random.nextInt(NAMES.length - 1)];
        return desired.containsKey(withdrawn) || random.nextBoolean()
                ? Plant.wanted(twin.value(), wishes, desired)
                : Plant.wanted(twin.value(), wishes, desired, withdrawn);
    }

    private Input commanded(TwinId twin) {
        commands += random.nextInt(8) == 0 ? 0 : 1;
        return Plant.commanded(
                twin.value(),
                commands,
                "reset",
                random.nextBoolean() ? "" : "{\"slowly\":true}",
                nowMs + random.nextInt(8_000) - 500,
                random.nextBoolean() ? null : TextNode.valueOf("double"));
    }

    private void ofCommand(FrameWriter frame, EntryKind kind, TwinId twin, String payload) {
        String command = "c" + Math.max(0, commands - random.nextInt(12));
        Plant.addOfCommand(frame, kind, twin.value(), command, nowMs, payload);
    }

    private String answer() {
        return switch (random.nextInt(8)) {
            case 6 -> "{\"status\":200,\"payload\":\"\\ud800\"}";
            case 7 -> "{\"status\":200,\"payload\":1e999}";
            case 0 -> "{\"status\":500,\"payload\":{\"why\":\"stuck\"}}";
            case 1 -> "{\"status\":200}";
            case 2 -> "{\"status\":true}";
            default -> "{\"status\":200,\"payload\":" + value() + "}";
        };
    }

    private String payload() {
        return switch (random.nextInt(8)) {
            case 0 -> "{\"p\":";
            case 1, 2 -> values();
            case 3 -> "[" + timed() + "," + timed() + "]";
            case 4, 5 -> habitual();
            default -> timed();
        };
    }

    /** As devices write mostly: the same names in the same order, and numbers. */
    private String habitual() {
        long ts = Plant.START_MS + random.nextInt(60) * 200L;
        String last = random.nextInt(2) == 0 ? "" : ",\"" + NAMES[5] + "\":" + number();
        return "{\"ts\":" + ts + ",\"values\":{\"" + NAMES[0] + "\":" + number() + last + "}}";
    }

    private String number() {
        return switch (random.nextInt(8)) {
            case 0 -> "-1.25";
            case 1 -> "123456789.5";
            case 2 -> "1e3";
            default -> String.valueOf(random.nextInt(3));
        };
    }

    private String timed() {
        long ts = random.nextInt(40) == 0 ? 5 : Plant.START_MS + random.nextInt(12) * 1_000L;
        return "{\"ts\":" + (random.nextInt(40) == 0 ? "\"?\"" : ts) + ",\"values\":" + values() + "}";
    }

    private String values() {
        StringBuilder json = new StringBuilder("{");
        int from = random.nextInt(NAMES.length);
        for (int i = random.nextInt(4); i >= 0; i--) {
            json.append(json.length() > 1 ? "," : "")
                    .append('"')
                    .append(NAMES[(from + i) % NAMES.length])
                    .append("\":")
                    .append(value());
        }
        return json.append("}").toString();
    }

    private String value() {
        return switch (random.nextInt(10)) {
            case 0 -> "true";
            case 1 -> "\"" + random.nextInt(3) + "\"";
            case 2 -> "[" + random.nextInt(3) + ",1.5]";
            case 3 -> "{\"value\":" + random.nextInt(3) + ",\"unit\":\"bar\"}";
            case 4 -> "NaN";
            case 5 -> "0." + random.nextInt(3);
            default -> String.valueOf(random.nextInt(3));
        };
    }
}
