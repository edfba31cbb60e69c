package io.counterpart.engine.state;

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
import java.util.Arrays;
import java.util.OptionalInt;
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

    private @Nullable Links links;
    private @Nullable Audience audience;

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
        return ts[property];
    }

    /** The property's number, a boolean as 1 or 0; of no meaning where it has none. */
    public double number(int property) {
        return numbers[property];
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
        for (int i = 0; i < ts.length; i++) {
            forget(i);
        }
    }

    /** Whether anything of it stands in history. */
    public boolean hasHistory() {
        return stored > 0;
    }

    /** The newest event time of all that is known of it, {@link #NEVER} where nothing is. */
    public long newestTs() {
        long newest = NEVER;
        for (long one : ts) {
            newest = Math.max(newest, one);
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
        boolean isKnown = ts[i] != NEVER;
        double value = signals == null ? numbers[i] : signals.usable(i, numbers[i]);
        return new ToldValue(
                name,
                property.unit(),
                isKnown && Double.isFinite(value) ? value : null,
                isKnown ? ts[i] : knownAt,
                isKnown ? signals == null ? Finding.FULL_QUALITY : signals.score(i) : 0,
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
                                related(property)));
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
