package io.counterpart.engine.draft;

import static io.counterpart.engine.draft.Drafts.START;
import static io.counterpart.engine.draft.Drafts.content;
import static io.counterpart.engine.draft.Drafts.draft;
import static io.counterpart.engine.draft.Drafts.noise;
import static io.counterpart.engine.draft.Drafts.numbers;
import static io.counterpart.engine.draft.Drafts.parsed;
import static io.counterpart.engine.draft.Drafts.remark;
import static io.counterpart.engine.draft.Drafts.remarks;
import static io.counterpart.engine.draft.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.DraftFrom.Reading;
import io.counterpart.engine.dtdl.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TypeDrafterTest {

    private static List<String> names(Draft draft) {
        return parsed(draft).contents().stream().map(Content::name).toList();
    }

    private static Observed constant(String name) {
        return numbers(name, null, 1_000, 1, 1, 1);
    }

    private static Observed of(String name, ValueSchema schema, Value... values) {
        return new Observed(
                new PropertyName(name),
                schema,
                null,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Reading(START + i * 1_000L, values[i]))
                        .toList());
    }

    @Test
    void aDeviceBecomesADocument() throws JsonProcessingException {
        Draft draft = draft(
                numbers("pressure", "bar", 1_000, noise(1_000, 6, 1)),
                numbers("bearing.temperature", null, 60_000, noise(1_000, 40, 2)),
                numbers(
                        "starts",
                        null,
                        60_000,
                        IntStream.range(0, 50).asDoubleStream().toArray()),
                of("running", ValueSchema.BOOLEAN, new Value.Truth(true)),
                of("spectrum", ValueSchema.DOUBLES, new Value.Vector(List.of(1.0, 2.0))));
        assertEquals(
                new JsonMapper().readTree("""
                        {
                          "@context": ["dtmi:dtdl:context;3", "dtmi:dtdl:extension:quantitativeTypes;1", "dtmi:counterpart:context;1"],
                          "@id": "dtmi:t:Device;1",
                          "@type": "Interface",
                          "contents": [
                            {"@type": ["Telemetry", "Pressure", "Signal"], "name": "pressure", "schema": "double", "unit": "bar",
                              "quality": {"min": 1, "max": 11, "rate": 5, "period": "PT1S", "gap": "PT3S", "stuck": 10, "spike": 4.3}},
                            {"@type": "Component", "name": "bearing", "schema": {
                              "@id": "dtmi:t:Device:bearing;1",
                              "@type": "Interface",
                              "contents": [
                                {"@type": ["Telemetry", "Temperature", "Signal"], "name": "temperature", "schema": "double", "unit": "degreeCelsius",
                                  "quality": {"min": 30, "max": 50, "rate": 0.17, "period": "PT1M", "gap": "PT3M", "stuck": 10, "spike": 8.5}}]}},
                            {"@type": "Telemetry", "name": "starts", "schema": "integer"},
                            {"@type": "Telemetry", "name": "running", "schema": "boolean"},
                            {"@type": "Telemetry", "name": "spectrum", "schema": {"@type": "Array", "elementSchema": "double"}}
                          ]
                        }
                        """).toPrettyString(),
                new JsonMapper().readTree(draft.document().toString()).toPrettyString());
        assertEquals(List.of("pressure", "bearing", "starts", "running", "spectrum"), names(draft));
    }

    @Test
    void aDeviceThatSentNothingIsAType() {
        assertEquals(List.of(), names(draft()));
        assertEquals(List.of("p"), names(draft(numbers("p", null, 1_000))));
    }

    // ---- names ----

    @Test
    void namesThatDtdlDoesNotAllowAreChanged() {
        Draft draft = draft(constant("_hidden"), constant("speed_"), constant("_3d"), constant("_part_.x_"));
        assertEquals(List.of("hidden", "speed", "n3d", "part"), names(draft));
        assertEquals(
                "dtmi:t:Device:part;1",
                content(draft, "part").path("schema").path("@id").asText());
        assertEquals(
                "the property is called hidden",
                remark(draft, "_hidden", Subject.CONTENT).guess());
        assertEquals(
                List.of("the component is called part", "the property is called x"),
                remarks(draft, "_part_.x_", Subject.CONTENT).stream()
                        .map(Draft.Remark::guess)
                        .toList());
        assertEquals(
                Map.of(
                        new PropertyName("_hidden"), "hidden",
                        new PropertyName("speed_"), "speed",
                        new PropertyName("_3d"), "n3d",
                        new PropertyName("_part_.x_"), "part.x"),
                draft.names());
    }

    @Test
    void whatCanHaveNoNameIsLeftOut() {
        Draft draft = draft(constant("___"), constant("__.x"), constant("part.__"), constant("a"));
        assertEquals(List.of("a"), names(draft));
        assertEquals("left out", remark(draft, "___", Subject.CONTENT).guess());
        assertEquals("left out", remark(draft, "__.x", Subject.CONTENT).guess());
        assertEquals("left out", remark(draft, "part.__", Subject.CONTENT).guess());
    }

    @Test
    void ofTwoWithOneNameTheFirstStays() {
        Draft draft =
                draft(constant("a"), constant("a_"), constant("a"), constant("a.b"), constant("c.d"), constant("c"));
        assertEquals(List.of("a", "c"), names(draft));
        assertEquals("double", content(draft, "c.d").path("schema").asText());
        for (String out : List.of("a_", "a", "a.b", "c")) {
            assertEquals("left out", remark(draft, out, Subject.CONTENT).guess());
        }
    }

    @Test
    void aComponentsIdentifierFits() {
        String root = "dtmi:t:" + "D".repeat(100) + ";1";
        String component = "c".repeat(60);
        Draft draft = TypeDrafter.draft(new DraftFrom(
                new TypeId(root), List.of(constant(component + ".a"), constant("c2.a"), constant("d.a"))));
        assertEquals(3, parsed(draft).contents().size());
        assertEquals(
                root.replace(";", ":c1;"),
                content(draft, component).path("schema").path("@id").asText());
        Draft none = TypeDrafter.draft(
                new DraftFrom(new TypeId("dtmi:t:" + "D".repeat(119) + ";1"), List.of(constant("d.a"), constant("b"))));
        assertEquals(List.of("b"), names(none));
        assertEquals("left out", remark(none, "d.a", Subject.CONTENT).guess());
    }

    @Test
    void anIdentifierIsOneOfAnInterface() {
        for (String id : List.of("dtmi:dtdl:X;1", "dtmi:standard:X;1", "dtmi:t:" + "D".repeat(120) + ";1")) {
            assertThrows(IllegalArgumentException.class, () -> new DraftFrom(new TypeId(id), List.of()));
        }
        assertEquals(
                "dtmi:t:X:part",
                content(TypeDrafter.draft(new DraftFrom(new TypeId("dtmi:t:X"), List.of(constant("part.a")))), "part")
                        .path("schema")
                        .path("@id")
                        .asText());
    }

    // ---- bounds ----

    @Test
    void aTypeHasNoMoreThanATwinCanKeep() {
        List<Observed> many = new ArrayList<>();
        IntStream.range(0, 998).forEach(i -> many.add(constant("p" + i)));
        many.add(constant("part.a"));
        many.add(constant("part.b"));
        many.add(constant("q"));
        Draft draft = TypeDrafter.draft(new DraftFrom(Drafts.ID, many));
        assertEquals(999, parsed(draft).contents().size());
        assertEquals(1, content(draft, "part").path("schema").path("contents").size());
        assertEquals(
                "left out: 2 properties", remark(draft, null, Subject.CONTENT).guess());
    }

    @Test
    void theNewestReadingsAreLookedAt() {
        double[] values = new double[DraftFrom.READINGS_MAX + 5];
        values[4] = 1_000;
        for (int i = 5; i < values.length; i++) {
            values[i] = noise(i + 1, 10, 1)[i % 100];
        }
        Draft draft = draft(numbers("p", null, 1_000, values));
        assertEquals(
                "not looked at: the first 5 readings",
                remark(draft, "p", Subject.CONTENT).guess());
        assertEquals(15, content(draft, "p").path("quality").path("max").asDouble(), 1);
    }

    @Test
    void whatIsNotOfTheSchemaIsNotLookedAt() {
        Draft draft = draft(of(
                "p",
                ValueSchema.DOUBLE,
                new Value.Numeric(1.5),
                new Value.Text("x"),
                new Value.Numeric(Double.NaN),
                new Value.Truth(true)));
        assertEquals(
                "not looked at: 3 values", remark(draft, "p", Subject.CONTENT).guess());
    }

    @Test
    void aTimeIsOne() {
        assertThrows(IllegalArgumentException.class, () -> new Reading(-1, new Value.Numeric(1)));
        assertThrows(IllegalArgumentException.class, () -> new Reading(Long.MAX_VALUE, new Value.Numeric(1)));
    }

    // ---- schemas ----

    private static String schema(Observed observed) {
        return content(draft(observed), observed.name().value()).path("schema").asText();
    }

    private static double[] counting(int count, double from, double step) {
        return IntStream.range(0, count).mapToDouble(i -> from + step * i).toArray();
    }

    @Test
    void aCounterIsAnIntegerAsLongAsItFits() {
        assertEquals("integer", schema(numbers("strokes", null, 1_000, counting(100, 0, 1))));
        assertEquals("long", schema(numbers("strokes", null, 1_000, counting(100, 3e9, 1))));
        assertEquals("long", schema(numbers("strokes", null, 1_000, counting(100, 0, 1_000))));
        assertEquals("double", schema(numbers("strokes", null, 1_000, counting(100, 0x1p53, 2))));
        assertEquals("double", schema(numbers("energy_kwh", null, 1_000, counting(100, 0.5, 0.25))));
    }

    @Test
    void aCounterMayBeginAnew() {
        double[] values = counting(100, 1, 1);
        for (int i = 60; i < 100; i++) {
            values[i] -= 60;
        }
        Draft draft = draft(numbers("strokes", null, 1_000, values));
        assertEquals("integer", content(draft, "strokes").path("schema").asText());
        assertEquals(
                "It counts: it has no range, and may stand still.",
                remark(draft, "strokes", Subject.QUALITY).reason());
    }

    @Test
    void whatFallsIsNoCounter() {
        double[] values = counting(100, 1, 1);
        values[50] = 20;
        assertEquals("double", schema(numbers("strokes", null, 1_000, values)));
    }

    @Test
    void aStateIsAnInteger() {
        double[] values =
                IntStream.range(0, 100).map(i -> i / 20).asDoubleStream().toArray();
        Draft draft = draft(numbers("pump", null, 1_000, values));
        assertEquals("integer", content(draft, "pump").path("schema").asText());
        assertFalse(content(draft, "pump").has("quality"));
    }

    @Test
    void wholeNumbersOfAMeasurementStayNumbers() {
        double[] values =
                IntStream.range(0, 300).mapToDouble(i -> 20 + i * 7 % 13).toArray();
        Draft draft = draft(numbers("temperature", "Cel", 1_000, values));
        assertEquals("double", content(draft, "temperature").path("schema").asText());
        assertEquals(
                Confidence.UNSURE, remark(draft, "temperature", Subject.SCHEMA).confidence());
    }

    @Test
    void whatWasSaidOfASchemaHolds() {
        assertEquals("long", schema(of("p", ValueSchema.LONG, new Value.Numeric(1))));
        assertEquals("float", schema(of("p", ValueSchema.FLOAT, new Value.Numeric(1.5))));
    }

    @Test
    void aFewTextsAreAnEnum() {
        Draft draft = draft(
                texts("mode", 200, i -> List.of("off", "10 bar", "20 bar", "§").get(i % 4)));
        var mode = (Content.Telemetry) parsed(draft).contents().getFirst();
        assertEquals(
                "Enumeration[valueSchema=STRING, values=[Named[name=n10_bar, value=10 bar], Named[name=n20_bar, value=20 bar],"
                        + " Named[name=off, value=off], Named[name=value, value=§]]]",
                mode.schema().toString());
        assertEquals(Confidence.LIKELY, remark(draft, "mode", Subject.SCHEMA).confidence());
    }

    @Test
    void textsThatMayBeMoreAreNoEnum() {
        for (Observed observed : List.of(
                texts("mode", 99, i -> "m" + i % 2),
                texts("mode", 1_000, i -> "m" + i / 300),
                texts("mode", 1_000, i -> i == 7 ? "rare" : "m" + i % 2))) {
            Draft draft = draft(observed);
            assertEquals("string", content(draft, "mode").path("schema").asText());
            assertTrue(remark(draft, "mode", Subject.SCHEMA).reason().contains("an Enum would say so"));
        }
        assertEquals(
                Confidence.CERTAIN,
                remark(draft(texts("mode", 1_000, i -> "m" + i)), "mode", Subject.SCHEMA)
                        .confidence());
        assertTrue(remark(draft(texts("mode", 1_000, i -> "2" + i % 3)), "mode", Subject.SCHEMA)
                .reason()
                .contains("All of them are numbers"));
    }

    @Test
    void theLargestDraftIsStillRead() {
        String text = "\u0001".repeat(63);
        double[] wide = noise(200, 0, 1.234_567_89e-300);
        List<Observed> many = new ArrayList<>();
        for (int i = 0; i < DraftFrom.CONTENTS_MAX; i++) {
            String name = "p".repeat(60) + i;
            many.add(
                    i % 2 == 0
                            ? texts(name, 120, k -> text + (char) ('a' + k % 12))
                            : numbers("p".repeat(48) + i + "_energy_kwh", null, 1_234_567, wide));
        }
        Draft draft = TypeDrafter.draft(new DraftFrom(Drafts.ID, many));
        assertEquals(DraftFrom.CONTENTS_MAX, parsed(draft).contents().size());
        assertTrue(remark(draft, "p".repeat(60) + 998, Subject.SCHEMA).reason().endsWith("no room for one more."));
    }

    // ---- pairs ----

    private static double[] sum(double[] one, double[] other) {
        return IntStream.range(0, one.length)
                .mapToDouble(i -> one[i] + other[i])
                .toArray();
    }

    private static double[] wave(double offset) {
        return IntStream.range(0, 1_000)
                .mapToDouble(i -> offset + StrictMath.sin(i / 50.0))
                .toArray();
    }

    @Test
    void twoThatSayTheSameAreNamed() {
        double[] other = sum(wave(10), noise(1_000, 0.2, 0.05));
        Draft draft = draft(
                numbers("inlet_pressure", "bar", 1_000, wave(10)),
                numbers("outlet_pressure", "bar", 1_000, other),
                numbers("oil_pressure", "kPa", 1_000, other),
                numbers("far_pressure", "bar", 1_000, wave(30)),
                numbers("still_pressure", "bar", 1_000, noise(1_000, 10, 1)),
                numbers("part.pressure", "bar", 1_000, wave(10)));
        assertEquals(
                List.of("outlet_pressure could be compared with inlet_pressure"),
                draft.remarks().stream()
                        .filter(remark -> remark.subject() == Subject.REFERENCE)
                        .map(remark -> remark.property() + " " + remark.guess())
                        .toList());
        assertTrue(remark(draft, "outlet_pressure", Subject.REFERENCE).reason().contains("0.2 apart on average"));
    }

    @Test
    void pairsThatAreTooManyAreSaid() {
        Observed[] many = Stream.iterate(0, i -> i + 1)
                .limit(101)
                .map(i -> numbers("pressure" + i, "bar", 1_000, noise(200, 10 * i, 1)))
                .toArray(Observed[]::new);
        assertEquals(
                "not compared: 50 pairs",
                remark(draft(many), null, Subject.REFERENCE).guess());
    }
}
