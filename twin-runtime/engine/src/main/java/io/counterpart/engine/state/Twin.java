package io.counterpart.engine.state;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.order.RecentReadings;
import io.counterpart.engine.signal.Owner;
import io.counterpart.engine.signal.SignalPlan;
import io.counterpart.engine.signal.TwinSignals;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One twin as it stands. Compact: a fleet of a million has to fit; its properties' values lie side by side by kind. */
public final class Twin {

    /** The event time of a property that has no value yet. */
    public static final long NEVER = Long.MIN_VALUE;

    final TwinId id;
    GroupId group;
    TypeId type = TypeId.UNTYPED;

    @Nullable DeviceId device;

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

    long[] ts = {};
    long[] valueKnownAt = {};

    @Nullable RecentReadings recent;

    @Nullable TwinSignals signals;

    @Nullable Wishes wishes;

    /** Not part of the state: whether the owner has been told of the last change. */
    boolean dirty;

    /** Likewise: the known time of what was published last. */
    private long publishedAtMs;

    private long watchedUntilMs;

    Twin(TwinId id, GroupId group) {
        this.id = id;
        this.group = group;
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
        device = newDevice.value().equals(id.value()) ? new DeviceId(id.value()) : newDevice;
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
        return ts[property];
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
        numbers[property] = value;
        ts[property] = at;
        valueKnownAt[property] = known;
    }

    /** Sets a text or an array of doubles. */
    public void setObject(int property, Object value, long at, long known) {
        if (objects == null) {
            objects = new Object[ts.length];
        }
        objects[property] = value;
        ts[property] = at;
        valueKnownAt[property] = known;
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
        if (ts[from] == NEVER || was.schema() != is.schema() || was.unit() == null || is.unit() == null) {
            return;
        }
        Unit old = UnitWords.find(was.unit()).orElse(null);
        Unit now = UnitWords.find(is.unit()).orElse(null);
        if (old != null && now != null && old.isCommensurableWith(now)) {
            setNumber(to, Conversion.between(old, now).apply(numbers[from]), ts[from], valueKnownAt[from]);
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
        int from = ts.length;
        int size = newLayout.size();
        layout = newLayout;
        numbers = Arrays.copyOf(numbers, size);
        ts = Arrays.copyOf(ts, size);
        valueKnownAt = Arrays.copyOf(valueKnownAt, size);
        if (objects != null) {
            objects = Arrays.copyOf(objects, size);
        }
        for (int i = from; i < size; i++) {
            ts[i] = NEVER;
        }
    }

    /** Takes a property's value. */
    public void forget(int property) {
        numbers[property] = 0;
        ts[property] = NEVER;
        valueKnownAt[property] = 0;
        if (objects != null) {
            objects[property] = null;
        }
    }

    /** Takes its values and its voice; its slots stay given, so that history never mixes two lives of a name. */
    void remove() {
        removed = true;
        silent = false;
        lastHeardMs = NEVER;
        device = null;
        recent = null;
        signals = freshSignals();
        if (wishes != null) {
            wishes.withdrawAll();
        }
        for (int i = 0; i < ts.length; i++) {
            forget(i);
        }
    }

    /** The twin for everybody else. */
    public TwinState view() {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        for (int i = 0; i < layout.size(); i++) {
            Property property = layout.property(i);
            if (property.isActive()) {
                boolean known = ts[i] != NEVER;
                properties.put(
                        property.name(),
                        new PropertyState(
                                property.schema(),
                                property.unit(),
                                property.slot(),
                                known ? value(i, property.schema()) : null,
                                known ? ts[i] : 0,
                                valueKnownAt[i],
                                signals == null ? null : signals.judged(i, property.unit()),
                                signals == null ? null : signals.filtered(i),
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
                signals == null ? null : signals.quality(),
                late == 0 ? null : late,
                counts,
                properties);
    }

    private @Nullable Value value(int i, ValueSchema schema) {
        return switch (schema) {
            case DOUBLE, FLOAT, INTEGER, LONG -> new Value.Numeric(numbers[i]);
            case BOOLEAN -> new Value.Truth(numbers[i] != 0);
            case STRING -> objects != null && objects[i] instanceof String text ? new Value.Text(text) : null;
            case DOUBLES ->
                objects != null && objects[i] instanceof double[] array
                        ? new Value.Vector(Arrays.stream(array).boxed().toList())
                        : null;
        };
    }
}
