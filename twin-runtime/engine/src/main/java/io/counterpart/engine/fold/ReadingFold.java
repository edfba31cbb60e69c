package io.counterpart.engine.fold;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.decoding.Shape;
import io.counterpart.engine.decoding.Telemetry;
import io.counterpart.engine.decoding.TelemetryDecoder;
import io.counterpart.engine.dtdl.Schema;
import io.counterpart.engine.dtdl.SchemaCheck;
import io.counterpart.engine.order.AcceptedTime;
import io.counterpart.engine.order.RecentReadings;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistorySink;
import io.counterpart.engine.signal.TwinSignals;
import io.counterpart.engine.state.Property;
import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.Conversions;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds what a device sent into its twin: every value is stored, a duplicate, or rejected.
 *
 * <p>The current value of a property is that of the newest event time, of two at the same time the later in the log; history
 * takes both. Hot: a message of numbers for known properties allocates nothing.
 */
final class ReadingFold {

    private static final int REJECTED = -1;
    private static final int UNIT_MAX = 64;

    private final TenantId tenant;
    private final FoldLimits limits;
    private final Twins twins;
    private final HistorySink history;
    private final EventSink events;
    private final Rejections rejections;
    /** Reads what has several parts. */
    private static final JsonMapper PARTS = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The frame of the message in hand. */
    private byte[] bytes = {};

    private final TelemetryDecoder decoder = new TelemetryDecoder();
    private final KeyPath keys = new KeyPath();
    private final Conversions conversions;
    private final HistoryRow row = new HistoryRow();
    private final SignalFold signals;

    /** By value of the reading in hand: its property, its number in the property's unit, and its text or array. */
    private int[] properties = new int[32];

    private double[] numbers = new double[32];

    private @Nullable Object[] objects = new Object[32];

    /** Whether the reading in hand renews all that its twin has, so that its times are set once for all. */
    private boolean whole;

    private long position;
    private long knownAt;
    private int stored;
    private int duplicate;
    private int rejected;
    private int late;

    ReadingFold(
            TenantId tenant,
            FoldLimits limits,
            Twins twins,
            Conversions conversions,
            HistorySink history,
            EventSink events) {
        this.conversions = conversions;
        this.tenant = tenant;
        this.limits = limits;
        this.twins = twins;
        this.history = history;
        this.events = events;
        rejections = new Rejections(events);
        signals = new SignalFold(tenant, history, events);
    }

    /** How what is made of a twin's values is folded. */
    SignalFold signals() {
        return signals;
    }

    /** Rejects a reading for which there can be no twin. */
    void refuse(FrameReader reading, long atPosition, long atKnownAt, RejectionReason reason, String detail) {
        rejections.of(reading, atPosition, atKnownAt);
        rejections.payload(reason, detail);
    }

    /** Folds the entry at which the reader stands into its twin. */
    void apply(FrameReader reading, Twin twin, long atPosition, long atKnownAt) {
        position = atPosition;
        knownAt = atKnownAt;
        stored = 0;
        duplicate = 0;
        rejected = 0;
        late = 0;
        rejections.of(reading, position, knownAt);
        bytes = reading.bytes();
        Telemetry telemetry = decoder.decode(
                reading.bytes(),
                reading.payloadOffset(),
                reading.payloadLength(),
                twin.layout().shapes());
        RejectionReason failure = telemetry.failure();
        if (failure != null) {
            rejected = 1;
            rejections.payload(failure, telemetry.failureDetail());
        } else if (twin.isRemoved()) {
            rejected = valuesOf(telemetry);
            rejections.payload(RejectionReason.TWIN_REMOVED, "the twin was removed");
        } else {
            keys.of(reading);
            for (int i = 0; i < telemetry.readings(); i++) {
                fold(twin, telemetry, i, reading.timeMs());
            }
        }
        twin.count(stored, duplicate, rejected, late);
        TwinSignals ofTwin = twin.signals();
        if (ofTwin != null) {
            signals.say(twin, ofTwin, position, knownAt);
        }
    }

    private static int valuesOf(Telemetry telemetry) {
        int values = 0;
        for (int i = 0; i < telemetry.readings(); i++) {
            values += telemetry.end(i) - telemetry.first(i);
        }
        return values;
    }

    private void fold(Twin twin, Telemetry telemetry, int reading, long arrivedAtMs) {
        int first = telemetry.first(reading);
        int count = telemetry.end(reading) - first;
        if (count == 0) {
            return;
        }
        boolean ownTime = telemetry.time(reading) != Telemetry.Time.NONE;
        long ts = ownTime ? telemetry.ts(reading) : arrivedAtMs;
        if (telemetry.time(reading) == Telemetry.Time.INVALID) {
            rejectAll(
                    telemetry,
                    reading,
                    RejectionReason.INVALID_TIME,
                    "'ts' is neither epoch milliseconds nor ISO 8601 with a zone, such as 2026-11-22T17:19:07Z");
            return;
        }
        // What a type demands of its devices' clocks, it does not of the time of arrival.
        AcceptedTime accepted = ownTime ? twin.layout().acceptedTime() : AcceptedTime.ANY;
        if (!accepted.accepts(ts, knownAt)) {
            rejectAll(
                    telemetry, reading, RejectionReason.TIME_OUT_OF_RANGE, accepted.refusal(ts, knownAt, twin.type()));
            if (ownTime && twin.signals() != null && accepted.isProofOfWrongClock(ts, knownAt)) {
                twin.signals().clockIsWrong(ts - knownAt, knownAt);
            }
            return;
        }
        if (ownTime && twin.signals() != null) {
            twin.signals().clockIsRight();
        }
        Shape plain = keys.isOfTwin() ? twin.layout().plain(telemetry) : null;
        if (plain != null && twin.isBefore(ts, plain.properties())) {
            storePlain(twin, telemetry, plain, ts, ownTime);
        } else {
            resolve(twin, telemetry, first, count);
            store(twin, telemetry, reading, ts, ownTime);
        }
    }

    /** What nearly all messages are: numbers that are stored as they are, all newer than what there was, so that none is late or repeated. */
    private void storePlain(Twin twin, Telemetry telemetry, Shape plain, long ts, boolean ownTime) {
        int first = telemetry.first(0);
        int[] places = plain.properties();
        double[] values = telemetry.numbers();
        stored += places.length;
        row.begin(twin.id(), ts, knownAt, position, 0);
        row.addNumbers(plain.slots(), values, first);
        twin.setNumbers(places, values, first, ts, knownAt);
        TwinSignals ofTwin = twin.signals();
        if (ofTwin != null) {
            signals.begin(ts, knownAt);
            for (int i = 0; i < places.length; i++) {
                if (ofTwin.uses(places[i])) {
                    signals.add(places[i], values[first + i]);
                }
            }
        }
        storeRow(twin, ofTwin);
        if (ownTime) {
            long fingerprint = RecentReadings.begin(ts, places.length);
            for (int i = 0; i < places.length; i++) {
                fingerprint = RecentReadings.add(fingerprint, places[i], Double.doubleToRawLongBits(values[first + i]));
            }
            twin.remember().add(fingerprint, 1);
        }
    }

    private void rejectAll(Telemetry telemetry, int reading, RejectionReason reason, String detail) {
        int first = telemetry.first(reading);
        int last = telemetry.end(reading) - 1;
        int from = telemetry.rawOffset(first);
        rejected += last - first + 1;
        rejections.part(
                reason,
                detail + " (" + (last - first + 1) + " values)",
                null,
                from,
                telemetry.rawOffset(last) + telemetry.rawLength(last) - from);
    }

    // ---- which property, and may it be so ----

    private void resolve(Twin twin, Telemetry telemetry, int first, int count) {
        if (count > properties.length) {
            properties = new int[Math.max(count, properties.length * 2)];
            numbers = new double[properties.length];
            objects = new Object[properties.length];
        }
        int hint = 0;
        for (int i = 0; i < count; i++) {
            numbers[i] = telemetry.number(first + i);
            int property = propertyOf(twin, telemetry, first + i, i, hint);
            properties[i] = property;
            if (property != REJECTED) {
                hint = property + 1;
                objects[i] = objects[i] == null ? objectOf(telemetry, first + i) : objects[i];
            }
        }
    }

    private static @Nullable Object objectOf(Telemetry telemetry, int value) {
        return switch (telemetry.kind(value)) {
            case TEXT -> telemetry.text(value);
            case ARRAY -> telemetry.array(value);
            case NUMBER, TRUTH, UNUSABLE -> null;
        };
    }

    private int propertyOf(Twin twin, Telemetry telemetry, int value, int i, int hint) {
        int found = keys.find(twin.layout(), hint, telemetry, value);
        if (found >= 0 && twin.layout().property(found).isOfParts()) {
            objects[i] = ofParts(twin.layout().property(found), telemetry, value);
            return objects[i] == null ? REJECTED : found;
        }
        if (telemetry.kind(value) == Telemetry.Kind.UNUSABLE) {
            return reject(telemetry, value, telemetry.reason(value), telemetry.detail(value));
        }
        if (found < 0) {
            return twin.isUntyped() ? addProperty(twin, telemetry, value) : unknown(twin, telemetry, value);
        }
        Property property = twin.layout().property(found);
        if (!property.isActive()) {
            return unknown(twin, telemetry, value);
        }
        if (property.isComputed()) {
            return reject(
                    telemetry,
                    value,
                    RejectionReason.COMPUTED_PROPERTY,
                    "the property is made of another by its type " + twin.type() + "; send that one");
        }
        String unit = telemetry.unit(value);
        Signal.Source source =
                property.signal() == null ? null : property.signal().source();
        if (unit == null && source != null) {
            numbers[i] = numbers[i] * source.scale() + source.offset();
            unit = source.unit();
        }
        if (unit != null && !unit.equals(property.unit())) {
            Optional<Conversion> conversion =
                    property.unit() == null ? Optional.empty() : conversions.between(unit, property.unit());
            if (conversion.isEmpty()) {
                return reject(telemetry, value, RejectionReason.WRONG_UNIT, wrongUnit(property.unit()));
            }
            numbers[i] = conversion.get().apply(numbers[i]);
        }
        if (!Fit.fits(property.schema(), telemetry.kind(value), numbers[i])) {
            return reject(telemetry, value, RejectionReason.WRONG_SCHEMA, Fit.refusal(property.schema()));
        }
        if (property.form() != null) {
            JsonNode given = telemetry.kind(value) == Telemetry.Kind.TEXT
                    ? TextNode.valueOf(telemetry.text(value))
                    : DoubleNode.valueOf(numbers[i]);
            if (isOtherwise(property, given, telemetry, value)) {
                return REJECTED;
            }
        }
        return found;
    }

    /** A value of several parts as it is kept; null, and a rejection, where it is not what its schema says. */
    private @Nullable String ofParts(Property property, Telemetry telemetry, int value) {
        int length = telemetry.valueLength(value);
        if (length > TelemetryDecoder.TEXT_MAX) {
            reject(
                    telemetry,
                    value,
                    RejectionReason.TEXT_TOO_LONG,
                    "the value is longer than " + TelemetryDecoder.TEXT_MAX + " bytes");
            return null;
        }
        try {
            JsonNode given = PARTS.readTree(bytes, telemetry.valueOffset(value), length);
            return isOtherwise(property, given, telemetry, value) ? null : given.toString();
        } catch (IOException malformed) {
            reject(telemetry, value, RejectionReason.WRONG_SCHEMA, "the value has a name twice, or is no JSON");
            return null;
        }
    }

    private boolean isOtherwise(Property property, JsonNode given, Telemetry telemetry, int value) {
        Schema form = property.form();
        String name = property.name().value();
        // A twin whose type was taken from it keeps what it has, of any parts.
        Optional<SchemaCheck.Fault> fault =
                form == null ? SchemaCheck.ofAny(given, name) : SchemaCheck.of(form, given, name);
        fault.ifPresent(wrong -> reject(
                telemetry,
                value,
                RejectionReason.WRONG_SCHEMA,
                "the value is not what the property takes: '" + wrong.path() + "' " + wrong.what()));
        return fault.isPresent();
    }

    private static String wrongUnit(@Nullable String unit) {
        return unit == null
                ? "the property has no unit; send the number alone"
                : "the property's unit is '" + unit
                        + "'; send the number alone, or in a unit of the same quantity, by its UCUM code or its DTDL name";
    }

    private int unknown(Twin twin, Telemetry telemetry, int value) {
        return reject(
                telemetry,
                value,
                RejectionReason.UNKNOWN_PROPERTY,
                "the twin's type " + twin.type() + " has no such property");
    }

    private int addProperty(Twin twin, Telemetry telemetry, int value) {
        PropertyName name = keys.name(telemetry, value);
        if (name == null) {
            return reject(
                    telemetry,
                    value,
                    RejectionReason.INVALID_PROPERTY_NAME,
                    "a property's name is a letter or '_', then letters, digits and '_', 64 at most");
        }
        if (twin.layout().names() >= limits.propertiesMax()) {
            return reject(
                    telemetry,
                    value,
                    RejectionReason.TOO_MANY_PROPERTIES,
                    "the twin has " + limits.propertiesMax() + " properties, and may not have more");
        }
        String unit = telemetry.unit(value);
        if (unit != null && (unit.isEmpty() || unit.length() > UNIT_MAX)) {
            return reject(telemetry, value, RejectionReason.WRONG_UNIT, "a unit has 1 to " + UNIT_MAX + " characters");
        }
        ValueSchema schema = Fit.schemaOf(telemetry.kind(value));
        twins.addProperty(twin, name, schema, unit);
        events.event(new TwinEvent.PropertyAdded(twin.id(), position, knownAt, name, schema));
        return twin.layout().size() - 1;
    }

    private int reject(Telemetry telemetry, int value, RejectionReason reason, String detail) {
        rejected++;
        rejections.part(
                reason, detail, keys.text(telemetry, value), telemetry.rawOffset(value), telemetry.rawLength(value));
        return REJECTED;
    }

    // ---- order and duplicates ----

    private void store(Twin twin, Telemetry telemetry, int reading, long ts, boolean ownTime) {
        int first = telemetry.first(reading);
        int count = telemetry.end(reading) - first;
        long fingerprint = ownTime ? fingerprint(count, ts) : 0;
        boolean repeated = ownTime && isRepeated(twin, fingerprint, count, ts);
        whole = isWhole(twin, count, ts);
        row.begin(twin.id(), ts, knownAt, position, reading);
        TwinSignals ofTwin = twin.signals();
        if (ofTwin != null) {
            signals.begin(ts, knownAt);
        }
        for (int i = 0; i < count; i++) {
            if (properties[i] != REJECTED) {
                storeValue(twin, ofTwin, i, ts, repeated);
            }
        }
        if (whole) {
            twin.setAllTimes(ts, knownAt);
        }
        storeRow(twin, ofTwin);
        if (ownTime && !repeated) {
            twin.remember().add(fingerprint, telemetry.readings());
        }
        Arrays.fill(objects, 0, count, null);
    }

    private void storeRow(Twin twin, @Nullable TwinSignals ofTwin) {
        if (ofTwin != null) {
            signals.store(twin, ofTwin, row);
        } else if (!row.isEmpty()) {
            history.row(tenant, row);
        }
    }

    /** Whether the reading renews all that the twin has. */
    private boolean isWhole(Twin twin, int count, long ts) {
        boolean whole = count == twin.layout().size();
        for (int i = 0; i < count && whole; i++) {
            whole = properties[i] != REJECTED && twin.ts(properties[i]) < ts;
        }
        return whole;
    }

    /** Only a reading that is not newer than all it touches can be one said again. */
    private boolean isRepeated(Twin twin, long fingerprint, int count, long ts) {
        RecentReadings recent = twin.recent();
        if (recent == null) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (properties[i] != REJECTED && ts <= twin.ts(properties[i])) {
                return recent.contains(fingerprint);
            }
        }
        return false;
    }

    private long fingerprint(int count, long ts) {
        long fingerprint = RecentReadings.begin(ts, count);
        for (int i = 0; i < count; i++) {
            if (properties[i] != REJECTED) {
                fingerprint = RecentReadings.add(fingerprint, properties[i], bitsOf(objects[i], numbers[i]));
            }
        }
        return fingerprint;
    }

    private static long bitsOf(@Nullable Object object, double number) {
        long bits = 1;
        switch (object) {
            case null -> bits = Double.doubleToRawLongBits(number);
            case String text -> {
                for (int i = 0; i < text.length(); i++) {
                    bits = RecentReadings.add(bits, i, text.charAt(i));
                }
            }
            case double[] array -> {
                for (int i = 0; i < array.length; i++) {
                    bits = RecentReadings.add(bits, i, Double.doubleToRawLongBits(array[i]));
                }
            }
            default -> throw new IllegalStateException("a value that is neither text nor array");
        }
        return bits;
    }

    private void storeValue(Twin twin, @Nullable TwinSignals ofTwin, int i, long ts, boolean repeated) {
        int property = properties[i];
        long current = twin.ts(property);
        Object object = objects[i];
        double number = numbers[i];
        if (ts <= current && (repeated || (ts == current && holds(twin, property, object, number)))) {
            duplicate++;
            return;
        }
        stored++;
        boolean isRepair = false;
        if (ofTwin != null && !(object instanceof double[]) && ofTwin.uses(property)) {
            isRepair = ts < current && ofTwin.canRepair(ts);
            if (ts >= current || isRepair) {
                use(property, object, number);
            }
        }
        if (ts < current && !isRepair) {
            late++;
        }
        int slot = twin.layout().property(property).slot();
        switch (object) {
            case null -> row.addNumber(slot, number);
            case String text -> row.addText(slot, text);
            case double[] array -> row.addArray(slot, array);
            default -> throw new IllegalStateException("a value that is neither text nor array");
        }
        if (ts >= current) {
            set(twin, property, object, number);
            if (!whole) {
                twin.setTimes(property, ts, knownAt);
            }
        }
    }

    private void use(int property, @Nullable Object object, double number) {
        if (object instanceof String text) {
            signals.add(property, text);
        } else {
            signals.add(property, number);
        }
    }

    private static void set(Twin twin, int property, @Nullable Object object, double number) {
        if (object == null) {
            twin.setNumber(property, number);
        } else {
            twin.setObject(property, object);
        }
    }

    private static boolean holds(Twin twin, int property, @Nullable Object object, double number) {
        return switch (object) {
            case null -> twin.holdsNumber(property, number);
            case String text -> twin.holdsText(property, text);
            case double[] array -> twin.holdsArray(property, array);
            default -> false;
        };
    }
}
