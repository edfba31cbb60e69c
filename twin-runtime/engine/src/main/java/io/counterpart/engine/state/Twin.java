package io.counterpart.engine.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input.ToldSignals;
import io.counterpart.contracts.input.Input.ToldValue;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.command.Commands;
import io.counterpart.engine.decoding.Words;
import io.counterpart.engine.order.RecentReadings;
import io.counterpart.engine.quality.Finding;
import io.counterpart.engine.quality.Rollup;
import io.counterpart.engine.related.Audience;
import io.counterpart.engine.related.Gathered;
import io.counterpart.engine.related.Links;
import io.counterpart.engine.signal.Owner;
import io.counterpart.engine.signal.SignalPlan;
import io.counterpart.engine.signal.TwinSignals;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One twin as it stands. Compact: a fleet of a million has to fit; its properties' values lie side by side by kind. */
public final class Twin {

    /** The event time of a property that has no value yet. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Names of this length, which most have, are told apart without looking them up in memory. */
    private static final int NAME_HEAD = 2 * Long.BYTES;

    final TwinId id;

    /** The name's first bytes, as {@link Words}. */
    private final long nameFirst;

    private final long nameSecond;
    private final byte nameLength;

    GroupId group;
    TypeId type = TypeId.UNTYPED;

    @Nullable DeviceId device;

    private boolean spokenForByNamesake;

    boolean removed;
    boolean silent;
    long revision;
    long position;
    long knownAt;
    long lastHeardMs = NEVER;
    long stored;
    long duplicate;
    long rejected;
    long late;

    Layout layout = Layout.EMPTY;
    double[] numbers = {};
    /** Texts and arrays, made when the first one comes. */
    @Nullable Object @Nullable [] objects;

    /**
     * Of each property the event time and the known time of its value, one after the other. Null while all have the same, as they do where a
     * device sends all in one message: then they stand once.
     */
    private long @Nullable [] times;

    private long commonTs = NEVER;
    private long commonKnownAt;

    @Nullable RecentReadings recent;

    @Nullable TwinSignals signals;

    private @Nullable Links links;
    private @Nullable Audience audience;

    @Nullable Wishes wishes;

    @Nullable Commands commands;

    /** Not part of the state: whether the owner has been told of the last change. */
    boolean dirty;

    /** Likewise: the known time of what was published last. */
    private long publishedAtMs;

    private long watchedUntilMs;

    Twin(TwinId id, GroupId group) {
        this.id = id;
        this.group = group;
        byte[] name = id.value().getBytes(StandardCharsets.US_ASCII);
        nameFirst = Words.at(name, 0);
        nameSecond = name.length > Long.BYTES ? Words.at(name, Long.BYTES) : 0;
        nameLength = (byte) name.length;
    }

    /** Whether this is its name. */
    boolean isNamed(byte[] bytes, int offset, int length) {
        return length == nameLength
                && (Words.at(bytes, offset) & Words.mask(length)) == nameFirst
                && (length <= Long.BYTES
                        || (Words.at(bytes, offset + Long.BYTES) & Words.mask(length - Long.BYTES)) == nameSecond)
                && (length <= NAME_HEAD || isNamedFurther(bytes, offset, length));
    }

    private boolean isNamedFurther(byte[] bytes, int offset, int length) {
        String name = id.value();
        for (int i = NAME_HEAD; i < length; i++) {
            if (name.charAt(i) != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads something of each part that a reading moves, to have it fetched. What it says means nothing. */
    public long touch() {
        long touched = revision + publishedAtMs;
        if (numbers.length > 0) {
            touched += Double.doubleToRawLongBits(numbers[0]) + Double.doubleToRawLongBits(numbers[numbers.length - 1]);
        }
        if (signals != null) {
            touched += signals.touch();
        }
        return recent == null ? touched : touched + recent.touch();
    }

    public TwinId id() {
        return id;
    }

    public TypeId type() {
        return type;
    }

    public GroupId group() {
        return group;
    }

    public @Nullable DeviceId device() {
        return device;
    }

    /** Of equal names one is kept: mostly the device is called as its twin. */
    public void spokenForBy(DeviceId newDevice) {
        spokenForByNamesake = newDevice.value().equals(id.value());
        device = spokenForByNamesake ? new DeviceId(id.value()) : newDevice;
    }

    /** Whether its device is called as it is itself. */
    public boolean isSpokenForByNamesake() {
        return spokenForByNamesake;
    }

    /** Likewise: mostly a twin is its own group. */
    public void moveTo(GroupId newGroup) {
        group = newGroup.value().equals(id.value()) ? GroupId.of(id) : newGroup;
    }

    public boolean isUntyped() {
        return type.equals(TypeId.UNTYPED);
    }

    public boolean isRemoved() {
        return removed;
    }

    public boolean isSilent() {
        return silent;
    }

    public void setSilent(boolean nowSilent) {
        silent = nowSilent;
    }

    /** When something was heard of it last, epoch milliseconds of known time; {@link #NEVER} before that. */
    public long lastHeardMs() {
        return lastHeardMs;
    }

    public void heardAt(long knownAtMs) {
        lastHeardMs = knownAtMs;
    }

    /** Position of the last input that changed it. */
    public long position() {
        return position;
    }

    /** Notes that an input changed it. */
    public void changedBy(long inputPosition, long inputKnownAt) {
        revision++;
        position = inputPosition;
        knownAt = inputKnownAt;
    }

    /**
     * Counts what values came to.
     *
     * @param newlyLate how many of those that are stored were too late to change the state
     */
    public void count(int newlyStored, int newlyDuplicate, int newlyRejected, int newlyLate) {
        stored += newlyStored;
        duplicate += newlyDuplicate;
        rejected += newlyRejected;
        late += newlyLate;
    }

    /** What its type has made of its signals; null where that declares nothing of them. */
    public @Nullable TwinSignals signals() {
        return signals;
    }

    /** Where its relationships lead, and what the twins there have told; null where none leads anywhere. */
    public @Nullable Links links() {
        return links;
    }

    /** Gives it relationships, or takes them. */
    public void setLinks(@Nullable Links newLinks) {
        links = newLinks;
    }

    /** Who is told how it stands; null for nobody. */
    public @Nullable Audience audience() {
        return audience;
    }

    /** Gives it an audience, or takes it. */
    public void setAudience(@Nullable Audience newAudience) {
        audience = newAudience;
    }

    /** The known time of the change that was published last, 0 before the first. */
    public long publishedAtMs() {
        return publishedAtMs;
    }

    /** Whether somebody looks at it at this known time. */
    public boolean isWatchedAt(long atMs) {
        return atMs < watchedUntilMs;
    }

    /** Notes that somebody looks at it until this known time. */
    public void watchedUntil(long untilMs) {
        watchedUntilMs = Math.max(watchedUntilMs, untilMs);
    }

    void published() {
        dirty = false;
        publishedAtMs = knownAt;
    }

    public Layout layout() {
        return layout;
    }

    /** The event time of the property's value, {@link #NEVER} where it has none. */
    public long ts(int property) {
        return times == null ? commonTs : times[2 * property];
    }

    /** When the platform learned of the property's value, epoch milliseconds; of no meaning where it has none. */
    public long valueKnownAt(int property) {
        return times == null ? commonKnownAt : times[2 * property + 1];
    }

    /** Says of when the property's value is, and since when it is known. */
    public void setTimes(int property, long at, long known) {
        if (times == null) {
            if (commonTs == at && commonKnownAt == known) {
                return;
            }
            times = new long[2 * numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                times[2 * i] = commonTs;
                times[2 * i + 1] = commonKnownAt;
            }
        }
        times[2 * property] = at;
        times[2 * property + 1] = known;
    }

    /** Whether an event time is after that of every value of these properties. */
    public boolean isBefore(long at, int[] properties) {
        if (times == null) {
            return commonTs < at;
        }
        for (int property : properties) {
            if (times[2 * property] >= at) {
                return false;
            }
        }
        return true;
    }

    /** Says the same of all properties. */
    public void setAllTimes(long at, long known) {
        if (times == null) {
            commonTs = at;
            commonKnownAt = known;
            return;
        }
        for (int i = 0; i < times.length; i += 2) {
            times[i] = at;
            times[i + 1] = known;
        }
    }

    /**
     * Gives these properties numbers of the same time.
     *
     * @param properties each once
     * @param first the place of the first property's number
     */
    public void setNumbers(int[] properties, double[] values, int first, long at, long known) {
        for (int i = 0; i < properties.length; i++) {
            numbers[properties[i]] = values[first + i];
        }
        if (properties.length == numbers.length) {
            setAllTimes(at, known);
            return;
        }
        for (int property : properties) {
            setTimes(property, at, known);
        }
    }

    /** The property's number, a boolean as 1 or 0; of no meaning where it has none. */
    public double number(int property) {
        return numbers[property];
    }

    /** The property's text, null where it has none. */
    public @Nullable String text(int property) {
        return objects != null && objects[property] instanceof String text ? text : null;
    }

    public boolean holdsNumber(int property, double value) {
        return Double.doubleToRawLongBits(numbers[property]) == Double.doubleToRawLongBits(value);
    }

    public boolean holdsText(int property, String value) {
        return objects != null && value.equals(objects[property]);
    }

    public boolean holdsArray(int property, double[] value) {
        return objects != null && objects[property] instanceof double[] held && Arrays.equals(held, value);
    }

    public void setNumber(int property, double value, long at, long known) {
        setNumber(property, value);
        setTimes(property, at, known);
    }

    /** Sets a number; its times are still to be set. */
    public void setNumber(int property, double value) {
        numbers[property] = value;
    }

    /** Sets a text or an array of doubles; its times are still to be set. */
    public void setObject(int property, Object value) {
        if (objects == null) {
            objects = new Object[numbers.length];
        }
        objects[property] = value;
    }

    /** What its device said last, null as long as it sent no time of its own. */
    public @Nullable RecentReadings recent() {
        return recent;
    }

    /** The same, made where it is missing. */
    public RecentReadings remember() {
        if (recent == null) {
            recent = new RecentReadings();
        }
        return recent;
    }

    /** What is wanted of it, null as long as nothing was. */
    public @Nullable Wishes wishes() {
        return wishes;
    }

    /** The same, made where it is missing. */
    public Wishes want() {
        if (wishes == null) {
            wishes = new Wishes();
        }
        return wishes;
    }

    /** What its device is to do, null as long as nobody wanted anything done. */
    public @Nullable Commands commands() {
        return commands;
    }

    /** The same, made where it is missing. */
    public Commands command() {
        if (commands == null) {
            commands = new Commands();
        }
        return commands;
    }

    void addProperty(PropertyName name, ValueSchema schema, @Nullable String unit, Layouts layouts) {
        setLayout(layouts.shared(layout.with(name, schema, unit)));
    }

    void become(TypeId newType, Layout newLayout) {
        Layout before = layout;
        type = newType;
        setLayout(newLayout);
        signals = freshSignals();
        for (int i = 0; i < before.size(); i++) {
            Property was = before.property(i);
            if (was.isFormer()) {
                continue;
            }
            int place = layout.successorOf(i);
            Property is = layout.property(place);
            boolean isMade = was.isComputed() || is.isComputed();
            if (place != i && !isMade) {
                carry(i, was, place);
            }
            if (place != i || isMade || was.schema() != is.schema()) {
                forget(i);
            }
        }
    }

    /** Has a number in its new place say in its new unit what it said in the old. */
    private void carry(int from, Property was, int to) {
        Property is = layout.property(to);
        if (ts(from) == NEVER || was.schema() != is.schema() || was.unit() == null || is.unit() == null) {
            return;
        }
        Unit old = UnitWords.find(was.unit()).orElse(null);
        Unit now = UnitWords.find(is.unit()).orElse(null);
        if (old != null && now != null && old.isCommensurableWith(now)) {
            setNumber(to, Conversion.between(old, now).apply(numbers[from]), ts(from), valueKnownAt(from));
        }
    }

    /** Forgets what was made of its signals, as if nothing had been heard of them. */
    public void beginSignalsAnew() {
        signals = freshSignals();
    }

    private @Nullable TwinSignals freshSignals() {
        SignalPlan plan = layout.signals();
        return plan == null ? null : new TwinSignals(plan, new Owner(id, type));
    }

    private void setLayout(Layout newLayout) {
        int from = numbers.length;
        int size = newLayout.size();
        layout = newLayout;
        numbers = Arrays.copyOf(numbers, size);
        if (objects != null) {
            objects = Arrays.copyOf(objects, size);
        }
        if (times != null) {
            times = Arrays.copyOf(times, 2 * size);
        }
        for (int i = from; i < size; i++) {
            setTimes(i, NEVER, 0);
        }
    }

    /** Takes a property's value. */
    public void forget(int property) {
        numbers[property] = 0;
        setTimes(property, NEVER, 0);
        if (objects != null) {
            objects[property] = null;
        }
    }

    /** Puts in all numbers and times at once; times that are all the same stand once. */
    void restore(double[] values, long[] valueTimes) {
        numbers = values;
        boolean areSame = true;
        for (int i = 2; i < valueTimes.length; i += 2) {
            areSame &= valueTimes[i] == valueTimes[0] && valueTimes[i + 1] == valueTimes[1];
        }
        if (areSame && valueTimes.length > 0) {
            commonTs = valueTimes[0];
            commonKnownAt = valueTimes[1];
        }
        times = areSame ? null : valueTimes;
    }

    /** Takes its values and its voice; its slots stay given, so that history never mixes two lives of a name. */
    void remove() {
        removed = true;
        silent = false;
        lastHeardMs = NEVER;
        device = null;
        spokenForByNamesake = false;
        recent = null;
        signals = freshSignals();
        if (wishes != null) {
            wishes.withdrawAll();
        }
        if (commands != null) {
            commands.forgetAll();
        }
        Arrays.fill(numbers, 0);
        if (objects != null) {
            Arrays.fill(objects, null);
        }
        setAllTimes(NEVER, 0);
    }

    /** Whether anything of it stands in history. */
    public boolean hasHistory() {
        return stored > 0 || (links != null && links.hasGathered());
    }

    /** The newest event time of all that is known of it, {@link #NEVER} where nothing is. */
    public long newestTs() {
        long newest = NEVER;
        for (int i = 0; i < numbers.length; i++) {
            newest = Math.max(newest, ts(i));
        }
        return newest;
    }

    /** What there is to tell others of a property; null where it has none that is a number, or true or false. */
    public @Nullable ToldValue told(PropertyName name) {
        int i = layout.find(name);
        Property property = i < 0 ? null : layout.property(i);
        if (property == null || !property.isActive() || property.schema().storage() != ValueSchema.Storage.NUMBER) {
            return null;
        }
        boolean isKnown = ts(i) != NEVER;
        double value = signals == null ? numbers[i] : signals.usable(i, numbers[i]);
        return new ToldValue(
                name,
                property.unit(),
                isKnown && Double.isFinite(value) ? value : null,
                isKnown ? ts(i) : 0,
                isKnown ? signals == null ? Finding.FULL_QUALITY : signals.believed(i) : 0,
                hops(i));
    }

    /** By how many other twins' values a property is made of others'. */
    private int hops(int property) {
        int hops = 0;
        if (signals != null && links != null) {
            for (int behind : signals.relatedBehind(property)) {
                Gathered gathered = links.gathered(layout.property(behind).name());
                hops = Math.max(hops, gathered == null ? 0 : gathered.hops());
            }
        }
        return hops;
    }

    /** How far its signals are believed, and those of its parts; null where none is judged. */
    public @Nullable ToldSignals toldSignals() {
        Rollup rollup = new Rollup();
        int hops = rollUp(rollup);
        return rollup.told(id, hops);
    }

    private int rollUp(Rollup rollup) {
        if (signals != null) {
            signals.addTo(rollup);
        }
        return links == null ? 0 : links.addParts(layout.parts(), rollup);
    }

    private TwinState.@Nullable Quality quality() {
        Rollup rollup = new Rollup();
        rollUp(rollup);
        OptionalInt quality = rollup.quality();
        return quality.isEmpty() ? null : new TwinState.Quality(quality.getAsInt(), rollup.worst(), rollup.worstTwin());
    }

    private PropertyState.@Nullable Related related(Property property) {
        Signal signal = property.signal();
        if (signal == null || signal.related() == null) {
            return null;
        }
        Gathered gathered = links == null ? null : links.gathered(property.name());
        return gathered == null
                ? new PropertyState.Related(0, 0, false)
                : new PropertyState.Related(gathered.twins(), gathered.used(), gathered.isCircular());
    }

    /** The twin for everybody else. */
    public TwinState view() {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        for (int i = 0; i < layout.size(); i++) {
            Property property = layout.property(i);
            if (property.isActive()) {
                boolean known = ts(i) != NEVER;
                properties.put(
                        property.name(),
                        new PropertyState(
                                property.schema(),
                                property.unit(),
                                property.slot(),
                                known ? value(i, property.schema()) : null,
                                known ? ts(i) : 0,
                                valueKnownAt(i),
                                signals == null ? null : signals.judged(i, property.unit()),
                                signals == null ? null : signals.filtered(i),
                                related(property),
                                wishes == null ? null : wishes.of(property.name())));
            }
        }
        TwinState.Counts counts = new TwinState.Counts(stored + duplicate + rejected, stored, duplicate, rejected);
        return new TwinState(
                id,
                group,
                type,
                device,
                revision,
                position,
                knownAt,
                silent,
                quality(),
                late == 0 ? null : late,
                counts,
                properties,
                commands == null || commands.isEmpty() ? null : commands.all());
    }

    private @Nullable Value value(int i, ValueSchema schema) {
        return switch (schema) {
            case DOUBLE, FLOAT, INTEGER, LONG -> new Value.Numeric(numbers[i]);
            case BOOLEAN -> new Value.Truth(numbers[i] != 0);
            case STRING -> objects != null && objects[i] instanceof String text ? new Value.Text(text) : null;
            case JSON -> objects != null && objects[i] instanceof String json ? parsed(json) : null;
            case DOUBLES ->
                objects != null && objects[i] instanceof double[] array
                        ? new Value.Vector(Arrays.stream(array).boxed().toList())
                        : null;
        };
    }

    /** It was written by us. */
    private static Value parsed(String json) {
        try {
            return new Value.Json(Value.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value that is kept as JSON is none", e);
        }
    }
}
