package io.counterpart.contracts.input;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.contracts.json.MalformedContract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks a frame, entry by entry, without making an object for a reading: the places of its parts are asked for one by one.
 * One reader is re-pointed from frame to frame. The format stands at {@link FrameWriter}.
 */
public final class FrameReader {

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

    private byte[] bytes = {};
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int next;
    private int entry = -1;
    private EntryKind kind = EntryKind.TICK;
    private int body;
    private int end;
    private int twinAt;
    private int deviceAt;
    private int componentAt;

    /**
     * Points the reader before the first entry of this frame, which must not change while it is read.
     *
     * @throws MalformedContract when it is no frame
     */
    public FrameReader of(byte[] frame) {
        if (frame.length == 0 || frame[0] != 1) {
            throw new MalformedContract("not a frame of version 1");
        }
        bytes = frame;
        view = ByteBuffer.wrap(frame);
        next = 1;
        entry = -1;
        return this;
    }

    /** Points the reader where another one stands in its frame; then each goes its own way. */
    public FrameReader of(FrameReader other) {
        bytes = other.bytes;
        view = other.view;
        next = other.next;
        entry = other.entry;
        kind = other.kind;
        body = other.body;
        end = other.end;
        twinAt = other.twinAt;
        deviceAt = other.deviceAt;
        componentAt = other.componentAt;
        return this;
    }

    /**
     * Goes to the next entry.
     *
     * @return false after the last one
     * @throws MalformedContract when the entry does not lie inside the frame or is of an unknown kind
     */
    public boolean next() {
        if (next == bytes.length) {
            return false;
        }
        if (bytes.length - next < 5) {
            throw new MalformedContract("entry " + (entry + 1) + " is cut off");
        }
        kind = EntryKind.of(bytes[next]);
        int length = view.getInt(next + 1);
        body = next + 5;
        if (length < 0 || length > bytes.length - body) {
            throw new MalformedContract("entry " + (entry + 1) + " is cut off");
        }
        end = body + length;
        next = end;
        entry++;
        if (kind.isSpoken()) {
            locateSpoken();
        } else if (kind == EntryKind.TICK && length != 8) {
            throw new MalformedContract("a tick of " + length + " bytes");
        }
        return true;
    }

    private void locateSpoken() {
        twinAt = body + 12;
        deviceAt = skipText(twinAt);
        componentAt = skipText(deviceAt);
        skipText(componentAt);
    }

    private int skipText(int at) {
        int after = at < end ? at + 1 + (bytes[at] & 0xff) : Integer.MAX_VALUE;
        if (after > end) {
            throw new MalformedContract("what a device says in entry " + entry + " is cut off");
        }
        return after;
    }

    /** The entry's place in the frame, from 0. */
    public int entry() {
        return entry;
    }

    public EntryKind kind() {
        return kind;
    }

    /** The frame's bytes, which all places below are places in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Of what a device says: when it arrived, epoch milliseconds. Of a tick: when its timer was due. */
    public long timeMs() {
        return view.getLong(body);
    }

    /** Of what a device says: the generation of the device's binding. */
    public int generation() {
        return view.getInt(body + 8);
    }

    /** Of what a device says: where the twin's name begins. */
    public int twinOffset() {
        return twinAt + 1;
    }

    /** Of what a device says: the length of the twin's name, bytes. */
    public int twinLength() {
        return bytes[twinAt] & 0xff;
    }

    /** Of what a device says: the twin, as a new object. */
    public TwinId twin() {
        return new TwinId(text(twinAt));
    }

    /** Of what a device says: the device, as a new object. */
    public DeviceId device() {
        return new DeviceId(text(deviceAt));
    }

    /** Of what a device says: where the device's name begins. */
    public int deviceOffset() {
        return deviceAt + 1;
    }

    /** Of what a device says: the length of the device's name, bytes. */
    public int deviceLength() {
        return bytes[deviceAt] & 0xff;
    }

    /** Of a reading: where the component's name begins. */
    public int componentOffset() {
        return componentAt + 1;
    }

    /** Of a reading: the length of the component's name, bytes; 0 for the twin itself. */
    public int componentLength() {
        return bytes[componentAt] & 0xff;
    }

    /** Of a reading: the component it speaks for, null for the twin itself. */
    public @Nullable String component() {
        return bytes[componentAt] == 0 ? null : text(componentAt);
    }

    /** Of what a device says of a command: which, as it was given. It may be none that there can be. */
    public String command() {
        return text(componentAt);
    }

    private String text(int at) {
        return new String(bytes, at + 1, bytes[at] & 0xff, StandardCharsets.US_ASCII);
    }

    /** Of what a device says: where the device's own bytes begin. */
    public int payloadOffset() {
        return componentAt + 1 + (bytes[componentAt] & 0xff);
    }

    /** Of what a device says: how many bytes the device sent. */
    public int payloadLength() {
        return end - payloadOffset();
    }

    /**
     * Of an entry that is neither a device's nor a tick: the input.
     *
     * @throws MalformedContract when its JSON is not what it should be
     */
    public Input input() {
        return switch (kind) {
            case TWIN_DEFINED -> TWIN_DEFINED.read(bytes, body, end - body);
            case TWIN_REMOVED -> TWIN_REMOVED.read(bytes, body, end - body);
            case TWIN_WATCHED -> TWIN_WATCHED.read(bytes, body, end - body);
            case RELATIONSHIP_SET -> RELATIONSHIP_SET.read(bytes, body, end - body);
            case RELATIONSHIP_REMOVED -> RELATIONSHIP_REMOVED.read(bytes, body, end - body);
            case VALUES_ASKED -> VALUES_ASKED.read(bytes, body, end - body);
            case VALUES_TOLD -> VALUES_TOLD.read(bytes, body, end - body);
            case BACKFILLED -> BACKFILLED.read(bytes, body, end - body);
            case PROPERTIES_DESIRED -> PROPERTIES_DESIRED.read(bytes, body, end - body);
            case COMMAND_REQUESTED -> COMMAND_REQUESTED.read(bytes, body, end - body);
            case READING, COMMAND_DELIVERED, COMMAND_ANSWERED, TICK ->
                throw new IllegalStateException("a " + kind + " has no document");
        };
    }
}
