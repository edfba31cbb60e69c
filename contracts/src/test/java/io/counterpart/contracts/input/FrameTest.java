package io.counterpart.contracts.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.twin.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTest {

    private final Speaker speaker = new Speaker(new TwinId("pump-1"), new DeviceId("d1"), 7);

    @Test
    void theBytesOfAReadingNeverChange() {
        FrameWriter writer = new FrameWriter();

        writer.addReading(speaker, 1_700_000_000_000L, "bearing", 2).put(new byte[] {'{', '}'});

        assertEquals(
                "01" + "01" + "00000020" + "0000018bcfe56800" + "00000007" + "06" + hex("pump-1") + "02" + hex("d1")
                        + "07" + hex("bearing") + "7b7d",
                HexFormat.of().formatHex(writer.toBytes()));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anEditOfTheGraphAndATickComeBackInOrder() {
        Input defined = new Input.TwinDefined(
                new TwinId("pump-1"), new GroupId("plant"), new TypeId("dtmi:example:Pump;1"), new DeviceId("d1"));
        Input removed = new Input.TwinRemoved(new TwinId("pump-2"));
        Input watched = new Input.TwinWatched(new TwinId("pump-3"), 30_000);
        Input related = new Input.RelationshipSet(
                new TwinId("pump-1"),
                7,
                "feeds",
                new TwinId("tank-1"),
                JsonNodeFactory.instance.objectNode().put("share", 0.5));
        Input unrelated = new Input.RelationshipRemoved(new TwinId("pump-1"), 8, "feeds", new TwinId("tank-1"));
        Input desired = new Input.PropertiesDesired(
                new TwinId("pump-1"),
                9,
                new TreeMap<>(Map.of(
                        new PropertyName("setpoint"),
                        new Value.Numeric(5),
                        new PropertyName("panel.mode"),
                        new Value.Text("auto"))),
                List.of(new PropertyName("limit")));
        FrameWriter writer = new FrameWriter();
        writer.add(defined);
        writer.addTick(42);
        writer.add(removed);
        writer.add(watched);
        writer.add(related);
        writer.add(unrelated);
        writer.add(desired);

        FrameReader reader = new FrameReader().of(writer.toBytes());

        assertTrue(reader.next());
        assertEquals(defined, reader.input());
        assertTrue(reader.next());
        assertEquals(EntryKind.TICK, reader.kind());
        assertEquals(42, reader.timeMs());
        assertTrue(reader.next());
        assertEquals(removed, reader.input());
        assertTrue(reader.next());
        assertEquals(watched, reader.input());
        assertTrue(reader.next());
        assertEquals(related, reader.input());
        assertTrue(reader.next());
        assertEquals(unrelated, reader.input());
        assertTrue(reader.next());
        assertEquals(desired, reader.input());
        assertEquals(6, reader.entry());
        assertFalse(reader.next());
    }

    @Test
    void whatIsSaidOfACommandComesBackAsItWent() {
        Input requested = new Input.CommandRequested(
                new TwinId("pump-1"),
                7,
                new CommandId("c-1"),
                new PropertyName("panel.flush"),
                JsonNodeFactory.instance.objectNode().put("seconds", 30),
                new DeviceId("d1"),
                61_001,
                JsonNodeFactory.instance.textNode("double"));
        FrameWriter writer = new FrameWriter();
        writer.add(requested);
        writer.addSpoken(EntryKind.COMMAND_DELIVERED, speaker, 42, "c-1", 0);
        writer.addSpoken(EntryKind.COMMAND_ANSWERED, speaker, 43, "c-1", 2).put(new byte[] {'{', '}'});
        byte[] frame = writer.toBytes();

        FrameReader reader = new FrameReader().of(frame);

        assertTrue(reader.next());
        assertEquals(requested, reader.input());
        assertTrue(reader.next());
        assertEquals(EntryKind.COMMAND_DELIVERED, reader.kind());
        assertEquals("c-1", reader.command());
        assertEquals(new TwinId("pump-1"), reader.twin());
        assertEquals(0, reader.payloadLength());
        assertTrue(reader.next());
        assertEquals(EntryKind.COMMAND_ANSWERED, reader.kind());
        assertEquals(new DeviceId("d1"), reader.device());
        assertEquals(43, reader.timeMs());
        assertEquals("{}", new String(frame, reader.payloadOffset(), reader.payloadLength(), StandardCharsets.UTF_8));
        assertFalse(reader.next());
    }

    @Test
    void whatTwinsAskAndTellComesBackAsItWent() {
        PropertyName power = new PropertyName("power");
        Input asked = new Input.ValuesAsked(
                new TwinId("pump-1"), new TwinId("station"), new GroupId("site"), List.of(power), true, 7);
        Input told = new Input.ValuesTold(
                new TwinId("station"),
                new TwinId("pump-1"),
                List.of(
                        new Input.ToldValue(power, "watt", 3.5, 1_000, 80, 1),
                        new Input.ToldValue(new PropertyName("motor.on"), null, null, 1_000, 0, 0)),
                new Input.ToldSignals(3, 250, 60, new TwinId("pump-1"), power, 1),
                8);
        FrameWriter writer = new FrameWriter();
        writer.add(asked);
        writer.add(told);

        FrameReader reader = new FrameReader().of(writer.toBytes());

        assertTrue(reader.next());
        assertEquals(asked, reader.input());
        assertTrue(reader.next());
        assertEquals(told, reader.input());
        assertFalse(reader.next());
    }

    @Test
    void whatIsAskedAndToldIsBounded() {
        TwinId pump = new TwinId("pump-1");
        PropertyName power = new PropertyName("power");
        List<PropertyName> tooMany = IntStream.rangeClosed(0, Input.ASKED_MAX)
                .mapToObj(i -> new PropertyName("p" + i))
                .toList();
        assertThrows(
                IllegalArgumentException.class,
                () -> new Input.ValuesAsked(pump, pump, GroupId.of(pump), tooMany, false, 1));
        assertThrows(IllegalArgumentException.class, () -> new Input.ToldValue(power, null, Double.NaN, 1, 100, 0));
        assertThrows(IllegalArgumentException.class, () -> new Input.ToldValue(power, null, 1.0, 1, 101, 0));
        assertThrows(IllegalArgumentException.class, () -> new Input.ToldSignals(1, 101, 100, null, null, 0));
    }

    @Test
    void aReaderThatIsPointedWhereAnotherStandsGoesItsOwnWay() {
        FrameWriter writer = new FrameWriter();
        for (int i = 0; i < 3; i++) {
            writer.addReading(speaker, 1_700_000_000_000L + i, null, 2).put(new byte[] {'{', '}'});
        }
        FrameReader reader = new FrameReader().of(writer.toBytes());
        assertTrue(reader.next());
        FrameReader scout = new FrameReader().of(reader);
        assertEquals(reader.timeMs(), scout.timeMs());
        assertTrue(scout.next());
        assertTrue(scout.next());

        assertEquals(2, scout.entry());
        assertEquals(1_700_000_000_002L, scout.timeMs());
        assertEquals(0, reader.entry());
        assertEquals(1_700_000_000_000L, reader.timeMs());
    }

    @Test
    void aRelationshipIsBounded() {
        TwinId pump = new TwinId("pump-1");
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < Input.RELATIONSHIP_PROPERTIES_MAX; i++) {
            properties.put("p" + i, i);
        }
        assertEquals(properties, new Input.RelationshipSet(pump, 1, "feeds", pump, properties.deepCopy()).properties());
        properties.put("more", 1);
        assertThrows(
                IllegalArgumentException.class, () -> new Input.RelationshipSet(pump, 1, "feeds", pump, properties));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Input.RelationshipSet(pump, 1, "feeds", pump, JsonNodeFactory.instance.arrayNode()));
        assertThrows(IllegalArgumentException.class, () -> new Input.RelationshipRemoved(pump, 1, "not a name", pump));
    }

    @Test
    void whatIsDesiredAtOnceIsBounded() {
        TwinId pump = new TwinId("pump-1");
        TreeMap<PropertyName, Value> desired = new TreeMap<>();
        for (int i = 0; i < Input.DESIRED_MAX; i++) {
            desired.put(new PropertyName("p" + i), new Value.Numeric(i));
        }
        assertEquals(desired, new Input.PropertiesDesired(pump, 1, desired, List.of()).desired());
        List<PropertyName> oneMore = List.of(new PropertyName("more"));
        assertThrows(IllegalArgumentException.class, () -> new Input.PropertiesDesired(pump, 1, desired, oneMore));
    }

    @Test
    void aFullFrameRefusesAnotherEntry() {
        FrameWriter writer = new FrameWriter();
        while (writer.hasRoom(speaker, 0, 0)) {
            writer.addReading(speaker, 0, null, 0);
        }

        assertEquals(Position.ENTRIES_MAX, writer.entries());
        assertThrows(IllegalStateException.class, () -> writer.addTick(0));
    }

    @Test
    void aFrameNeverOutgrowsItsBytes() {
        FrameWriter writer = new FrameWriter();
        int payload = 100_000;
        while (writer.hasRoom(speaker, 0, payload)) {
            writer.addReading(speaker, 0, null, payload).put(new byte[payload]);
        }

        assertEquals(10, writer.entries());
        assertTrue(writer.length() <= FrameWriter.BYTES_MAX);
    }

    @Test
    void somethingElseIsNoFrame() {
        assertThrows(MalformedContract.class, () -> new FrameReader().of(new byte[0]));
        assertThrows(MalformedContract.class, () -> new FrameReader().of(new byte[] {9, 9}));
    }
}
