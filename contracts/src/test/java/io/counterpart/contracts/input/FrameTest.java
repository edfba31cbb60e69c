package io.counterpart.contracts.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.MalformedContract;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
        FrameWriter writer = new FrameWriter();
        writer.add(defined);
        writer.addTick(42);
        writer.add(removed);
        writer.add(watched);
        writer.add(related);
        writer.add(unrelated);

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
        assertEquals(5, reader.entry());
        assertFalse(reader.next());
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
