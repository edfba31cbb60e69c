package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import io.counterpart.engine.command.Commands;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistorySink;
import io.counterpart.engine.signal.SignalPlan;
import io.counterpart.engine.signal.TwinSignals;
import io.counterpart.engine.state.Layout;
import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import io.counterpart.engine.unit.Conversions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One partition's twins, and how its log moves them. State and outputs are a function of the log alone: no clock, no chance, no
 * I/O; whoever folds the same frames, from the start or from a checkpoint in between, comes to the same bytes.
 *
 * <p>It belongs to one thread.
 */
public final class PartitionFold {

    /** {@link #index()} before the first frame. */
    public static final long NOTHING_FOLDED = -1;

    /** The first bytes of a checkpoint: what it is, and in the last of them its version. */
    private static final int MAGIC = 0x43_50_46_00;

    private static final int VERSION = 5;

    /** The first version that knows what twins make of others' values. */
    private static final int RELATED_SINCE = 4;

    private final TenantId tenant;
    private final int epoch;
    private final FoldLimits limits;
    private final TypeCatalog types;
    private final EventSink events;

    private final Twins twins;
    private final ReadingFold readings;
    private final RelatedFold related;
    private final Backfills backfills;
    private final DesiredFold desires;
    private final CommandFold commands;
    private final Timers silences;
    private final Timers gaps;
    private final Timers expiries;
    private final DirtyTwins dirty;
    private final FrameReader frame = new FrameReader();
    private final Lookahead ahead;

    private long index = NOTHING_FOLDED;
    private long knownAt;
    private int checkpointBytes;

    /**
     * What a partition's fold needs to know and to have.
     *
     * @param tenant whose partition it is
     * @param epoch of its positions
     * @param limits its bounds
     * @param types where types are looked up; it must have those that {@link NamedTypes} finds in a frame before that is folded
     */
    public record Setting(TenantId tenant, int epoch, FoldLimits limits, TypeCatalog types) {}

    private PartitionFold(Setting setting, HistorySink history, EventSink sink, Twins twins) {
        tenant = setting.tenant();
        epoch = setting.epoch();
        limits = setting.limits();
        types = setting.types();
        events = new Timeline(tenant, history, sink);
        this.twins = twins;
        Conversions conversions = new Conversions();
        readings = new ReadingFold(tenant, limits, twins, conversions, history, events);
        related = new RelatedFold(twins, readings.signals(), conversions, events);
        backfills = new Backfills(twins);
        desires = new DesiredFold(conversions, events);
        commands = new CommandFold(tenant, events);
        silences = new Timers(twins, twin -> silentAt(twin, limits.silenceMs()));
        gaps = new Timers(twins, PartitionFold::gapAt);
        expiries = new Timers(twins, PartitionFold::expiryAt);
        dirty = new DirtyTwins(twins);
        ahead = new Lookahead(twins);
    }

    private static long silentAt(Twin twin, long silenceMs) {
        return twin.isSilent() || twin.isRemoved() || twin.lastHeardMs() == Twin.NEVER
                ? Timers.NEVER
                : twin.lastHeardMs() + silenceMs;
    }

    private static long gapAt(Twin twin) {
        TwinSignals signals = twin.signals();
        return signals == null || twin.isRemoved() ? Timers.NEVER : signals.gapDueAt();
    }

    private static long expiryAt(Twin twin) {
        Commands commands = twin.commands();
        return commands == null || twin.isRemoved() ? Timers.NEVER : commands.nextExpiryMs();
    }

    /** The fold of a log from its beginning. */
    public static PartitionFold empty(Setting setting, HistorySink history, EventSink events) {
        return new PartitionFold(setting, history, events, new Twins());
    }

    /**
     * The fold that a checkpoint holds.
     *
     * @throws DamagedBytes when it is none
     */
    public static PartitionFold restored(Setting setting, HistorySink history, EventSink events, byte[] checkpoint) {
        try {
            BinaryInput in = new BinaryInput(checkpoint);
            int version = in.getInt() ^ MAGIC;
            if (version < 1 || version > VERSION) {
                throw new DamagedBytes("not a checkpoint of a version that is known here");
            }
            long index = in.getLong();
            long knownAt = in.getLong();
            PartitionFold fold = new PartitionFold(setting, history, events, Twins.read(in, version));
            if (version >= RELATED_SINCE) {
                fold.related.read(in);
                fold.backfills.read(in);
            }
            fold.index = index;
            fold.knownAt = knownAt;
            int waiting = in.getCount(Integer.BYTES);
            for (int i = 0; i < waiting; i++) {
                int number = in.getInt();
                fold.twins.existing(number);
                fold.dirty.add(number, knownAt);
            }
            in.requireEnd();
            fold.checkpointBytes = checkpoint.length;
            fold.tellUnusable();
            return fold;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new DamagedBytes("not a checkpoint", e);
        }
    }

    /** What types say and cannot be used any more, each once: what was right when it was defined may be refused by now. */
    private void tellUnusable() {
        Set<TypeId> told = new HashSet<>();
        for (int number = 0; number < twins.count(); number++) {
            TypeId type = twins.twin(number).type();
            SignalPlan plan = twins.twin(number).layout().signals();
            if (plan != null && !plan.unusable().isEmpty() && told.add(type)) {
                plan.unusable()
                        .forEach((property, why) -> events.unreadable(
                                position(0), "what " + type + " says of " + property + " is passed over: " + why));
            }
        }
    }

    /** The broker's index of the last frame that was folded, {@link #NOTHING_FOLDED} before the first. */
    public long index() {
        return index;
    }

    /** Known time of the last frame, epoch milliseconds. */
    public long knownAt() {
        return knownAt;
    }

    /** How many twins there are, those that were removed among them. */
    public int twins() {
        return twins.count();
    }

    /** When a tick should be written into the log, unless something happens before; {@link Long#MAX_VALUE} for never. */
    public long nextTimerDueMs() {
        return Math.min(
                Math.min(silences.nextDueMs(), gaps.nextDueMs()), Math.min(expiries.nextDueMs(), related.nextDueMs()));
    }

    /**
     * What is to be worked out of a twin's past next, null for nothing. It is to be done beside the fold; who has done it writes
     * {@link Input.Backfilled} into the log.
     */
    public @Nullable Backfill nextBackfill() {
        return backfills.next();
    }

    /** Whether that is still to be worked out: a twin that has yet another type needs something else. */
    public boolean isDue(Backfill backfill) {
        return backfills.isDue(backfill.twin(), backfill.position());
    }

    /** How many twins changed since they were taken by {@link #pollDirty}. */
    public int dirty() {
        return dirty.size();
    }

    /** How many of these, the next to be taken, are watched, or had been quiet before: their change is nowhere to be seen yet. */
    public int urgentlyDirty() {
        return dirty.urgent();
    }

    /** Takes the twin whose change is to be published next, null for none. It is to be looked at, not kept. */
    public @Nullable Twin pollDirty() {
        return dirty.poll();
    }

    /**
     * Folds a frame.
     *
     * @param bytes the frame, which must not change during the call
     * @param frameIndex the broker's index of its entry, larger than that of the frame before
     * @param brokerTimeMs the broker's time of its entry
     */
    public void apply(byte[] bytes, long frameIndex, long brokerTimeMs) {
        if (frameIndex <= index) {
            throw new IllegalStateException("frame " + frameIndex + " after frame " + index);
        }
        index = frameIndex;
        knownAt = Math.max(knownAt, brokerTimeMs);
        int entry = 0;
        try {
            frame.of(bytes);
            ahead.begin();
            while (frame.next()) {
                entry = frame.entry();
                applyWhole(position(entry));
            }
        } catch (MalformedContract | IllegalArgumentException e) {
            // Frames are written by our own services: this is a defect of theirs, and may not stop the tenant's log.
            events.unreadable(position(Math.min(entry, Position.ENTRIES_MAX - 1)), String.valueOf(e.getMessage()));
        }
    }

    /** What one entry cannot do must not keep those after it from being folded: they may be others'. */
    private void applyWhole(long position) {
        try {
            applyEntry(position);
        } catch (IllegalArgumentException e) {
            events.unreadable(position, String.valueOf(e.getMessage()));
        }
    }

    private long position(int entry) {
        return Position.of(epoch, index, entry);
    }

    private void applyEntry(long position) {
        switch (frame.kind()) {
            case READING -> reading(position);
            case TICK -> tick(position, frame.timeMs());
            case COMMAND_DELIVERED, COMMAND_ANSWERED -> ofCommand(position);
            case TWIN_DEFINED,
                    TWIN_REMOVED,
                    TWIN_WATCHED,
                    RELATIONSHIP_SET,
                    RELATIONSHIP_REMOVED,
                    VALUES_ASKED,
                    VALUES_TOLD,
                    BACKFILLED,
                    PROPERTIES_DESIRED,
                    COMMAND_REQUESTED -> input(position, frame.input());
        }
    }

    // ---- readings ----

    private void reading(long position) {
        int number = ahead.twinOf(frame);
        if (number < 0) {
            if (twins.count() == limits.twinsMax()) {
                readings.refuse(
                        frame,
                        position,
                        knownAt,
                        RejectionReason.TOO_MANY_TWINS,
                        "there is no twin of this name, and no room for another");
                return;
            }
            number = createdByReading(position);
        }
        Twin twin = twins.twin(number);
        readings.apply(frame, twin, position, knownAt);
        if (!twin.isRemoved()) {
            heard(twin, number, position);
        }
        changed(twin, number, position);
    }

    private int createdByReading(long position) {
        TwinId id = frame.twin();
        DeviceId device = frame.device();
        int number = twins.add(id, GroupId.of(id));
        twins.twin(number).spokenForBy(device);
        related.created(twins.twin(number));
        events.event(new TwinEvent.Created(id, position, knownAt, TypeId.UNTYPED, device));
        return number;
    }

    private void heard(Twin twin, int number, long position) {
        if (!isSpokenFor(twin)) {
            twin.spokenForBy(frame.device());
        }
        boolean isWaitedFor = !twin.isSilent() && twin.lastHeardMs() != Twin.NEVER;
        if (twin.isSilent()) {
            twin.setSilent(false);
            events.event(new TwinEvent.Heard(twin.id(), position, knownAt));
        }
        twin.heardAt(knownAt);
        if (!isWaitedFor) {
            silences.watch(number);
        }
        if (twin.signals() != null) {
            gaps.watch(number);
        }
    }

    /** By the device that speaks; mostly it is called as its twin, and then nothing has to be looked up to see that. */
    private boolean isSpokenFor(Twin twin) {
        return twin.isSpokenForByNamesake() ? isNamesake() : isNamed(twin.device());
    }

    private boolean isNamesake() {
        return Arrays.equals(
                frame.bytes(),
                frame.twinOffset(),
                frame.twinOffset() + frame.twinLength(),
                frame.bytes(),
                frame.deviceOffset(),
                frame.deviceOffset() + frame.deviceLength());
    }

    private boolean isNamed(@Nullable DeviceId device) {
        if (device == null || device.value().length() != frame.deviceLength()) {
            return false;
        }
        for (int i = 0; i < frame.deviceLength(); i++) {
            if (device.value().charAt(i) != frame.bytes()[frame.deviceOffset() + i]) {
                return false;
            }
        }
        return true;
    }

    private void changed(Twin twin, int number, long position) {
        twin.changedBy(position, knownAt);
        dirty.add(number, knownAt);
        related.changed(twin, number, position, knownAt);
    }

    // ---- ticks ----

    private void tick(long position, long dueAtMs) {
        for (int number = silences.pollDue(dueAtMs); number >= 0; number = silences.pollDue(dueAtMs)) {
            Twin twin = twins.twin(number);
            twin.setSilent(true);
            events.event(new TwinEvent.Silent(twin.id(), position, knownAt, twin.lastHeardMs()));
            changed(twin, number, position);
        }
        for (int number = gaps.pollDue(dueAtMs); number >= 0; number = gaps.pollDue(dueAtMs)) {
            Twin twin = twins.twin(number);
            TwinSignals signals = twin.signals();
            if (signals != null) {
                readings.signals().gaps(twin, signals, dueAtMs, position, knownAt);
                gaps.watch(number);
                changed(twin, number, position);
            }
        }
        for (int number = expiries.pollDue(dueAtMs); number >= 0; number = expiries.pollDue(dueAtMs)) {
            Twin twin = twins.twin(number);
            commands.expire(twin, dueAtMs, position, knownAt);
            expiries.watch(number);
            changed(twin, number, position);
        }
        related.due(dueAtMs, position, knownAt);
    }

    // ---- commands ----

    private void command(long position, Input.CommandRequested requested) {
        int number = twins.find(requested.twin());
        if (number < 0) {
            events.unreadable(position, "there is no twin to command: " + requested.twin());
            return;
        }
        Twin twin = twins.twin(number);
        // Of a removed twin only what was told before its end can come again.
        if (!twin.isRemoved() && commands.requested(twin, requested, position, knownAt)) {
            expiries.watch(number);
            changed(twin, number, position);
        }
    }

    /** What a device says of a command. */
    private void ofCommand(long position) {
        int number = twins.find(frame.bytes(), frame.twinOffset(), frame.twinLength());
        if (number < 0 || twins.twin(number).isRemoved()) {
            if (frame.kind() == EntryKind.COMMAND_ANSWERED) {
                commands.refuse(frame, position, knownAt);
            }
            return;
        }
        Twin twin = twins.twin(number);
        if (frame.kind() == EntryKind.COMMAND_ANSWERED) {
            commands.answered(twin, frame, position, knownAt);
        } else if (!commands.delivered(twin, frame, position, knownAt)) {
            return;
        }
        heard(twin, number, position);
        changed(twin, number, position);
    }

    // ---- what is neither ----

    private void input(long position, Input input) {
        switch (input) {
            case Input.TwinDefined defined -> define(position, defined);
            case Input.TwinRemoved removed -> remove(position, removed);
            case Input.TwinWatched watched -> watch(watched);
            case Input.RelationshipSet set -> relate(position, set);
            case Input.RelationshipRemoved removed -> unrelate(position, removed);
            case Input.ValuesAsked asked -> related.asked(asked, position);
            case Input.ValuesTold told ->
                touch(told.twin(), position, twin -> related.told(twin, told, position, knownAt));
            case Input.Backfilled done -> backfilled(position, done);
            case Input.PropertiesDesired desired -> desire(position, desired);
            case Input.CommandRequested requested -> command(position, requested);
        }
    }

    private void backfilled(long position, Input.Backfilled done) {
        List<PropertyName> properties = backfills.done(done.twin(), done.position());
        if (!properties.isEmpty()) {
            events.event(new TwinEvent.Backfilled(done.twin(), position, knownAt, properties, done.values()));
        }
    }

    /** The graph is kept elsewhere; the log gives an edit its place among all else that happened to the twin, known here or not. */
    private void relate(long position, Input.RelationshipSet set) {
        events.event(new TwinEvent.Related(
                set.twin(), position, knownAt, set.revision(), set.name(), set.target(), set.properties()));
        touch(set.twin(), position, twin -> related.related(twin, set, position, knownAt));
    }

    private void unrelate(long position, Input.RelationshipRemoved removed) {
        events.event(new TwinEvent.Unrelated(
                removed.twin(), position, knownAt, removed.revision(), removed.name(), removed.target()));
        touch(removed.twin(), position, twin -> related.unrelated(twin, removed, position, knownAt));
    }

    /** Has a twin, if it is here, take what may change it. */
    private void touch(TwinId id, long position, Predicate<Twin> change) {
        int number = twins.find(id);
        if (number < 0 || twins.twin(number).isRemoved()) {
            return;
        }
        Twin twin = twins.twin(number);
        if (change.test(twin)) {
            if (twin.signals() != null) {
                gaps.watch(number);
            }
            changed(twin, number, position);
        }
    }

    /** Not part of the state: it says what is published first, and not what. */
    private void watch(Input.TwinWatched watched) {
        int number = twins.find(watched.twin());
        if (number < 0) {
            return;
        }
        Twin twin = twins.twin(number);
        boolean begins = !twin.isWatchedAt(knownAt);
        twin.watchedUntil(knownAt + watched.forMs());
        if (begins) {
            dirty.watched(number);
        }
    }

    private void desire(long position, Input.PropertiesDesired desired) {
        int number = twins.find(desired.twin());
        if (number < 0) {
            events.unreadable(position, "there is no twin to want something of: " + desired.twin());
            return;
        }
        Twin twin = twins.twin(number);
        // Of a removed twin only what was told before its end can come again.
        if (!twin.isRemoved() && desires.apply(twin, desired, position, knownAt)) {
            changed(twin, number, position);
        }
    }

    private void define(long position, Input.TwinDefined defined) {
        TypeDefinition definition = definitionOf(defined.type());
        int number = twins.find(defined.twin());
        if (number < 0 && twins.count() == limits.twinsMax()) {
            events.unreadable(position, "no room for another twin: " + defined.twin());
            return;
        }
        boolean isNew = number < 0;
        if (isNew) {
            number = twins.add(defined.twin(), defined.group());
        }
        Twin twin = twins.twin(number);
        boolean created = isNew || twin.isRemoved();
        boolean retyped = !twin.type().equals(defined.type());
        DeviceId device = defined.device();
        boolean rebound = device != null && !device.equals(twin.device());
        if (!created && !retyped && !rebound && twin.group().equals(defined.group())) {
            return;
        }
        Layout before = twin.layout();
        if (retyped && !twins.retype(twin, defined.type(), definition)) {
            events.unreadable(position, "no slots left for another type: " + defined.twin());
            return;
        }
        twins.revive(twin);
        twin.moveTo(defined.group());
        if (created) {
            related.created(twin);
        }
        if (retyped) {
            readings.signals().resume(twin, position, knownAt);
            if (twin.signals() != null) {
                gaps.watch(number);
            }
            related.retyped(twin, position, knownAt);
            backfills.retyped(twin, before, position, knownAt);
        }
        if (device != null) {
            twin.spokenForBy(device);
        }
        if (created) {
            events.event(new TwinEvent.Created(twin.id(), position, knownAt, twin.type(), device));
        } else if (retyped) {
            events.event(new TwinEvent.Retyped(twin.id(), position, knownAt, twin.type()));
            desires.retyped(twin, before, definition, position, knownAt);
            if (twin.signals() != null) {
                readings.signals().say(twin, twin.signals(), position, knownAt);
            }
        }
        changed(twin, number, position);
    }

    private @Nullable TypeDefinition definitionOf(TypeId type) {
        return type.equals(TypeId.UNTYPED)
                ? null
                : types.find(tenant, type)
                        .orElseThrow(
                                () -> new IllegalStateException("the definition of " + type + " is not there yet"));
    }

    private void remove(long position, Input.TwinRemoved removed) {
        int number = twins.find(removed.twin());
        if (number < 0 || twins.twin(number).isRemoved()) {
            return;
        }
        Twin twin = twins.twin(number);
        desires.removed(twin, position, knownAt);
        commands.removed(twin, position, knownAt);
        twins.remove(twin);
        related.removed(twin, position, knownAt);
        backfills.removed(twin);
        events.event(new TwinEvent.Removed(twin.id(), position, knownAt));
        changed(twin, number, position);
    }

    // ---- checkpoints ----

    /**
     * Everything that the fold is, as bytes; first the state, then which twins still wait for being published. Two folds of the
     * same log give the same {@link #state()}.
     */
    public byte[] checkpoint() {
        BinaryOutput out = new BinaryOutput(checkpointBytes + (checkpointBytes >> 3) + 1024);
        writeState(out);
        out.putInt(dirty.size());
        for (int number : dirty.numbers()) {
            out.putInt(number);
        }
        byte[] bytes = out.toBytes();
        checkpointBytes = bytes.length;
        return bytes;
    }

    /** The state as bytes: what the log alone decides. */
    public byte[] state() {
        BinaryOutput out = new BinaryOutput(checkpointBytes + 1024);
        writeState(out);
        return out.toBytes();
    }

    private void writeState(BinaryOutput out) {
        out.putInt(MAGIC | VERSION);
        out.putLong(index);
        out.putLong(knownAt);
        twins.write(out);
        related.write(out);
        backfills.write(out);
    }

    /** The twin as it stands, null where there is none; for looking at. */
    public @Nullable Twin find(TwinId id) {
        byte[] name = id.value().getBytes(StandardCharsets.US_ASCII);
        int number = twins.find(name, 0, name.length);
        return number < 0 ? null : twins.twin(number);
    }
}
