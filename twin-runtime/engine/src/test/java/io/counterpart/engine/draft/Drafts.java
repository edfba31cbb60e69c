package io.counterpart.engine.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.Draft.Remark;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.DraftFrom.Reading;
import io.counterpart.engine.dtdl.Content;
import io.counterpart.engine.dtdl.DtdlParser;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.quality.Finding;
import io.counterpart.engine.quality.QualityRules;
import io.counterpart.engine.quality.SignalQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Devices for tests, and what drafts of their types say. */
final class Drafts {

    static final TypeId ID = new TypeId("dtmi:t:Device;1");

    /** 2026-01-01T00:00:00Z. */
    static final long START = 1_767_225_600_000L;

    private Drafts() {}

    // ---- devices ----

    static Observed numbers(String name, @Nullable String unit, long periodMs, double... values) {
        return new Observed(
                new PropertyName(name),
                ValueSchema.DOUBLE,
                unit,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Reading(START + i * periodMs, new Value.Numeric(values[i])))
                        .toList());
    }

    static Observed texts(String name, int count, IntFunction<String> text) {
        return new Observed(
                new PropertyName(name),
                ValueSchema.STRING,
                null,
                IntStream.range(0, count)
                        .mapToObj(i -> new Reading(START + i * 1_000L, new Value.Text(text.apply(i))))
                        .toList());
    }

    /** Noise around a middle, evenly spread and different in each value, the same in every run. */
    static double[] noise(int count, double middle, double amplitude) {
        return IntStream.range(0, count)
                .mapToDouble(i -> middle + amplitude * (2 * fraction((i + 1) * 0.618_033_988_749_894_9) - 1))
                .toArray();
    }

    private static double fraction(double number) {
        return number - Math.floor(number);
    }

    // ---- drafts ----

    static Draft draft(Observed... properties) {
        return TypeDrafter.draft(new DraftFrom(ID, List.of(properties)));
    }

    /** The content of this name, in a component where there is a dot. */
    static JsonNode content(Draft draft, String name) {
        return content(draft.document(), name);
    }

    private static JsonNode content(JsonNode type, String name) {
        int dot = name.indexOf('.');
        for (JsonNode content : type.path("contents")) {
            if (content.path("name").asText().equals(dot < 0 ? name : name.substring(0, dot))) {
                return dot < 0 ? content : content(content.path("schema"), name.substring(dot + 1));
            }
        }
        throw new AssertionError("no " + name + " in " + type);
    }

    /** Its semantic type and unit, empty where it has none. */
    static String quantity(Draft draft, String name) {
        JsonNode content = content(draft, name);
        return content.has("unit")
                ? content.path("@type").path(1).asText() + " "
                        + content.path("unit").asText()
                : "";
    }

    static List<Remark> remarks(Draft draft, @Nullable String property, Subject subject) {
        PropertyName name = property == null ? null : new PropertyName(property);
        return draft.remarks().stream()
                .filter(remark -> Objects.equals(remark.property(), name) && remark.subject() == subject)
                .toList();
    }

    static Remark remark(Draft draft, @Nullable String property, Subject subject) {
        List<Remark> remarks = remarks(draft, property, subject);
        if (remarks.size() != 1) {
            throw new AssertionError(draft.remarks());
        }
        return remarks.getFirst();
    }

    /** What the document declares of its quality, null where nothing. */
    static Signal.@Nullable Quality quality(Draft draft, String name) {
        Signal signal = telemetry(parsed(draft), name).signal();
        return signal == null ? null : signal.quality();
    }

    private static Content.Telemetry telemetry(Interface type, String name) {
        int dot = name.indexOf('.');
        for (Content content : type.contents()) {
            if (content instanceof Content.Component component
                    && dot > 0
                    && component.name().equals(name.substring(0, dot))) {
                return telemetry(component.type(), name.substring(dot + 1));
            }
            if (content instanceof Content.Telemetry telemetry
                    && telemetry.name().equals(name)) {
                return telemetry;
            }
        }
        throw new AssertionError("no " + name + " in " + type);
    }

    /** What the rules of a draft find in readings, each with its sentence; nothing where there are no rules. */
    static List<String> findings(Draft draft, String name, Observed observed) {
        Signal.Quality quality = quality(draft, name);
        if (quality == null) {
            return List.of();
        }
        SignalQuality signal = new SignalQuality(QualityRules.of(quality));
        List<String> found = new ArrayList<>();
        for (Reading reading : observed.readings()) {
            signal.judge(reading.ts(), ((Value.Numeric) reading.value()).value(), reading.ts(), Double.NaN);
            Finding.of(signal.raised()).forEach(finding -> found.add(name + ": " + signal.explain(finding, null)));
        }
        return found;
    }

    /** The interface that a draft's document is; fails where it is none. */
    static Interface parsed(Draft draft) {
        DtdlParser.Outcome outcome = DtdlParser.parse(List.of(draft.document()));
        if (!(outcome instanceof DtdlParser.Outcome.Read read)) {
            throw new AssertionError(outcome + " " + draft.document());
        }
        TypeId id = new TypeId(draft.document().path("@id").asText());
        return Objects.requireNonNull(read.interfaces().get(id));
    }
}
