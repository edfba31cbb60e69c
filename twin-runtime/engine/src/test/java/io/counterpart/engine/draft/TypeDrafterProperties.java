package io.counterpart.engine.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.DraftFrom.Reading;
import io.counterpart.engine.dtdl.Content;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.quality.QualityRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a device sent, a draft is a document that is read, and the same every time. */
class TypeDrafterProperties {

    @Property(tries = 1_000)
    void everyInputGivesADocumentThatIsRead(@ForAll("inputs") DraftFrom from) {
        Draft draft = TypeDrafter.draft(from);
        rules(Drafts.parsed(draft));
        assertEquals(draft, TypeDrafter.draft(from));
    }

    /** Each can be made ready. */
    private static void rules(Interface type) {
        for (Content content : type.contents()) {
            if (content instanceof Content.Component component) {
                rules(component.type());
            } else if (content instanceof Content.Telemetry telemetry
                    && telemetry.signal() != null
                    && telemetry.signal().quality() != null) {
                QualityRules.of(telemetry.signal().quality());
            }
        }
    }

    @Provide
    Arbitrary<DraftFrom> inputs() {
        Arbitrary<TypeId> ids = Arbitraries.of(
                        "dtmi:t:Device;1", "dtmi:t:Device", "dtmi:t:Device;1.2", "dtmi:t:" + "D".repeat(118) + ";1")
                .map(TypeId::new);
        return Combinators.combine(ids, observed().list().ofMaxSize(6)).as(DraftFrom::new);
    }

    private static Arbitrary<Observed> observed() {
        Arbitrary<String> parts = Arbitraries.oneOf(
                Arbitraries.of(
                        "temperature",
                        "pressure_bar",
                        "tempC",
                        "humidity",
                        "_",
                        "__",
                        "a_",
                        "_a",
                        "_1",
                        "mode",
                        "count"),
                Arbitraries.strings()
                        .withCharRange('a', 'f')
                        .withChars("_CkVm3")
                        .ofMinLength(1)
                        .ofMaxLength(64));
        Arbitrary<PropertyName> names = Combinators.combine(parts, parts.optional(0.3))
                .as((own, component) -> component.map(one -> one + "." + own).orElse(own))
                .filter(TypeDrafterProperties::isName)
                .map(PropertyName::new);
        Arbitrary<String> units = Arbitraries.oneOf(
                Arbitraries.of("bar", "Cel", "%", "1", "K", "kW.h", "cm[H2O]", "mm/s", "", "smoot"),
                Arbitraries.strings().ofMaxLength(5));
        return Combinators.combine(names, Arbitraries.of(ValueSchema.class), units.injectNull(0.6), readings())
                .as(Observed::new);
    }

    private static boolean isName(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? PropertyName.isPart(text)
                : PropertyName.isPart(text.substring(0, dot)) && PropertyName.isPart(text.substring(dot + 1));
    }

    private static Arbitrary<List<Reading>> readings() {
        Arbitrary<Long> steps = Arbitraries.of(0L, 1L, 1_000L, 60_000L, 86_400_000L, 40 * 86_400_000L);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 400),
                        steps,
                        Arbitraries.of(Shape.class),
                        Arbitraries.of(0.0, 1e-320, 1e-9, 1.0, 1e9, 1e300, Double.MAX_VALUE),
                        Arbitraries.longs())
                .as(TypeDrafterProperties::readings);
    }

    /** What a device may send. */
    private enum Shape {
        NOISE,
        STEPS,
        COUNTER,
        TEXTS,
        TRUTHS,
        VECTORS,
        ANYTHING
    }

    private static List<Reading> readings(int count, long step, Shape shape, double size, long seed) {
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        long ts = 0;
        for (int i = 0; i < count; i++) {
            readings.add(new Reading(ts, value(shape, size, i, random)));
            ts += random.nextInt(20) == 0 ? 3 * step : step;
        }
        return readings;
    }

    private static Value value(Shape shape, double size, int i, Random random) {
        return switch (shape) {
            case NOISE -> new Value.Numeric(size * (2 * random.nextDouble() - 1));
            case STEPS -> new Value.Numeric(size * Math.floor(i / 50.0));
            case COUNTER -> new Value.Numeric(Math.min(size * i, Double.MAX_VALUE));
            case TEXTS ->
                new Value.Text(
                        List.of("", "on", "off", "§", "1", "x".repeat(70)).get(random.nextInt(1 + i % 6)));
            case TRUTHS -> new Value.Truth(random.nextBoolean());
            case VECTORS -> new Value.Vector(List.of(size, 1.0));
            case ANYTHING ->
                switch (random.nextInt(5)) {
                    case 0 -> new Value.Truth(true);
                    case 1 -> new Value.Text("x");
                    case 2 -> new Value.Vector(List.of());
                    case 3 -> new Value.Numeric(Double.NaN);
                    default -> new Value.Numeric(Double.longBitsToDouble(random.nextLong()));
                };
        };
    }
}
