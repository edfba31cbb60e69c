package io.counterpart.contracts.input;

import io.counterpart.contracts.json.ContractJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Fills one frame: the message that a partition of {@code inputs} is made of. Many readings share a frame, so that broker,
 * consumer and checkpoint see one message where the devices sent hundreds.
 *
 * <pre>
 * frame   := version (1 byte, 1) entry*
 * entry   := kind (1 byte) length of the body (4 bytes) body
 * spoken  := arrived at (8 bytes, epoch ms) speaker component (length byte, ASCII; 0 = the twin itself) payload
 * tick    := due at (8 bytes, epoch ms)
 * others  := JSON
 * </pre>
 *
 * Spoken are readings, and what devices say of commands: there the command's id stands in the place of the component.
 *
 * Big-endian. Not for use by several threads at once. It allocates only when it grows, up to {@link #BYTES_MAX}.
 */
public final class FrameWriter {

    /** A frame is closed before it exceeds this; one entry may fill a frame alone. */
    public static final int BYTES_MAX = 1 << 20;

    private static final byte VERSION = 1;
    private static final int ENTRY_HEADER = 5;
    private static final ContractJson<Input.TwinDefined> TWIN_DEFINED = ContractJson.of(Input.TwinDefined.class);
    private static final ContractJson<Input.TwinRemoved> TWIN_REMOVED = ContractJson.of(Input.TwinRemoved.class);
    private static final ContractJson<Input.TwinWatched> TWIN_WATCHED = ContractJson.of(Input.TwinWatched.class);
    private static final ContractJson<Input.RelationshipSet> RELATIONSHIP_SET =
            ContractJson.of(Input.RelationshipSet.class);
    private static final ContractJson<Input.RelationshipRemoved> RELATIONSHIP_REMOVED =
            ContractJson.of(Input.RelationshipRemoved.class);
    private static final ContractJson<Input.ValuesAsked> VALUES_ASKED = ContractJson.of(Input.ValuesAsked.class);
    private static final ContractJson<Input.ValuesTold> VALUES_TOLD = ContractJson.of(Input.ValuesTold.class);
    private static final ContractJson<Input.Backfilled> BACKFILLED = ContractJson.of(Input.Backfilled.class);
    private static final ContractJson<Input.PropertiesDesired> PROPERTIES_DESIRED =
            ContractJson.of(Input.PropertiesDesired.class);
    private static final ContractJson<Input.CommandRequested> COMMAND_REQUESTED =
            ContractJson.of(Input.CommandRequested.class);

    private ByteBuffer buffer;
    private int entries;

    public FrameWriter() {
        buffer = ByteBuffer.allocate(8 << 10);
        clear();
    }

    /** Whether a reading with a payload of this many bytes still has room; an empty frame has room for any legal one. */
    public boolean hasRoom(Speaker speaker, int componentLength, int payloadLength) {
        return hasRoom(readingLength(speaker, componentLength, payloadLength));
    }

    private boolean hasRoom(int bodyLength) {
        return entries < Position.ENTRIES_MAX && buffer.position() + ENTRY_HEADER + bodyLength <= BYTES_MAX;
    }

    private static int readingLength(Speaker speaker, int componentLength, int payloadLength) {
        return 8 + speaker.length() + 1 + componentLength + payloadLength;
    }

    /**
     * Adds a reading and returns the buffer, placed where the payload goes: the caller puts exactly {@code payloadLength}
     * bytes there, straight from the network's buffer.
     *
     * @param arrivedAtMs when it arrived, epoch milliseconds: the time of its values where they name none
     * @param component the component spoken for, null for the twin itself
     */
    public ByteBuffer addReading(Speaker speaker, long arrivedAtMs, @Nullable String component, int payloadLength) {
        return addSpoken(EntryKind.READING, speaker, arrivedAtMs, component, payloadLength);
    }

    /**
     * The same for whatever a device says.
     *
     * @param kind one that is {@linkplain EntryKind#isSpoken spoken}
     * @param about the component spoken for, or the command's id; null for the twin itself
     */
    public ByteBuffer addSpoken(
            EntryKind kind, Speaker speaker, long arrivedAtMs, @Nullable String about, int payloadLength) {
        int aboutLength = about == null ? 0 : about.length();
        begin(kind, readingLength(speaker, aboutLength, payloadLength));
        buffer.putLong(arrivedAtMs).put(speaker.bytes()).put((byte) aboutLength);
        if (about != null) {
            buffer.put(about.getBytes(StandardCharsets.US_ASCII));
        }
        return buffer;
    }

    /** Adds a tick for timers that were due at this time. */
    public void addTick(long dueAtMs) {
        begin(EntryKind.TICK, 8);
        buffer.putLong(dueAtMs);
    }

    /** Adds an edit of the graph, what somebody wants or that he looks, or what another twin asks or tells. */
    public void add(Input input) {
        switch (input) {
            case Input.TwinDefined defined -> addJson(EntryKind.TWIN_DEFINED, TWIN_DEFINED.write(defined));
            case Input.TwinRemoved removed -> addJson(EntryKind.TWIN_REMOVED, TWIN_REMOVED.write(removed));
            case Input.TwinWatched watched -> addJson(EntryKind.TWIN_WATCHED, TWIN_WATCHED.write(watched));
            case Input.RelationshipSet set -> addJson(EntryKind.RELATIONSHIP_SET, RELATIONSHIP_SET.write(set));
            case Input.RelationshipRemoved removed ->
                addJson(EntryKind.RELATIONSHIP_REMOVED, RELATIONSHIP_REMOVED.write(removed));
            case Input.ValuesAsked asked -> addJson(EntryKind.VALUES_ASKED, VALUES_ASKED.write(asked));
            case Input.ValuesTold told -> addJson(EntryKind.VALUES_TOLD, VALUES_TOLD.write(told));
            case Input.Backfilled done -> addJson(EntryKind.BACKFILLED, BACKFILLED.write(done));
            case Input.PropertiesDesired desired ->
                addJson(EntryKind.PROPERTIES_DESIRED, PROPERTIES_DESIRED.write(desired));
            case Input.CommandRequested requested ->
                addJson(EntryKind.COMMAND_REQUESTED, COMMAND_REQUESTED.write(requested));
        }
    }

    private void addJson(EntryKind kind, byte[] json) {
        begin(kind, json.length);
        buffer.put(json);
    }

    private void begin(EntryKind kind, int bodyLength) {
        if (!hasRoom(bodyLength)) {
            throw new IllegalStateException("the frame is full");
        }
        int needed = buffer.position() + ENTRY_HEADER + bodyLength;
        if (needed > buffer.capacity()) {
            buffer = ByteBuffer.allocate(Math.max(needed, Math.min(BYTES_MAX, buffer.capacity() * 2)))
                    .put(buffer.flip());
        }
        buffer.put(kind.code()).putInt(bodyLength);
        entries++;
    }

    /** How many inputs the frame holds. */
    public int entries() {
        return entries;
    }

    /** The frame's size, bytes. */
    public int length() {
        return buffer.position();
    }

    /** A copy of the frame; the writer keeps its own until {@link #clear()}. */
    public byte[] toBytes() {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    /** Makes the frame empty again. */
    public void clear() {
        buffer.clear().put(VERSION);
        entries = 0;
    }
}
