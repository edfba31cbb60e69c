package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.dtdl.Schema;
import io.counterpart.engine.dtdl.SchemaDocument;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values are what their type's schema says, in all its parts. */
class SchemaFoldTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");

    private static final Schema MODE = new Schema.Enumeration(
            Schema.Primitive.STRING,
            List.of(new Schema.Enumeration.Named("automatic", "auto"), new Schema.Enumeration.Named("off", "off")));
    private static final Schema STEP = new Schema.Enumeration(
            Schema.Primitive.INTEGER,
            List.of(new Schema.Enumeration.Named("one", 1L), new Schema.Enumeration.Named("two", 2L)));
    private static final Schema INLET = new Schema.Structure(List.of(
            new Schema.Field("size", Schema.Primitive.DOUBLE),
            new Schema.Field("marks", new Schema.Array(Schema.Primitive.INTEGER))));

    private final Plant plant = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(rig()));

    SchemaFoldTest() {
        plant.define("rig", RIG);
    }

    private static TypeDefinition rig() {
        return new TypeDefinition(
                Plant.ACME,
                RIG,
                List.of(
                        property("mode", ValueSchema.STRING, MODE),
                        property("step", ValueSchema.INTEGER, STEP),
                        property("serviced", ValueSchema.STRING, Schema.Primitive.DATE),
                        property("inlet", ValueSchema.JSON, INLET),
                        property("limits", ValueSchema.JSON, new Schema.Dictionary(Schema.Primitive.DOUBLE)),
                        property("codes", ValueSchema.JSON, new Schema.Array(Schema.Primitive.STRING)),
                        property("place", ValueSchema.JSON, Schema.Geospatial.POINT),
                        property("quantity", ValueSchema.JSON, new Schema.Dictionary(Schema.Primitive.INTEGER))),
                null,
                JsonNodeFactory.instance.objectNode());
    }

    private static TypeDefinition.Property property(String name, ValueSchema kept, Schema schema) {
        return new TypeDefinition.Property(
                new PropertyName(name), kept, null, null, null, false, SchemaDocument.write(schema));
    }

    private String value(String property) {
        return Value.MAPPER.valueToTree(plant.property("rig", property).value()).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "mode | \"auto\"",
                "step | 2.0",
                "serviced | \"2026-11-26\"",
                "inlet | {\"size\":2.5,\"marks\":[1,2]}",
                "inlet | {}",
                "limits | {\"low\":1,\"high\":9.5}",
                "codes | [\"E1\",\"E2\"]",
                "place | {\"type\":\"Point\",\"coordinates\":[8.5,47.4]}",
                "quantity | {\"value\":47,\"unit\":3}",
            })
    void whatASchemaSaysIsKept(String property, String json) {
        plant.send("rig", "{\"" + property + "\":" + json + "}");
        assertEquals(List.of(), plant.out.rejections);
        assertEquals(json, value(property));
        assertEquals(1, plant.state("rig").counts().stored());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "mode | \"manual\" | 'mode' must be one of auto, off",
                "step | 3 | 'step' must be one of 1, 2",
                "serviced | \"2026-02-30\" | 'serviced' must be a date",
                "serviced | 5 | a text",
                "inlet | {\"size\":\"big\"} | 'inlet.size' must be a number",
                "inlet | {\"width\":1} | 'inlet' has no field 'width'; it has size, marks",
                "inlet | {\"marks\":[1,2.5]} | 'inlet.marks[1]' must be a whole number",
                "inlet | 7 | 'inlet' must be an object",
                "inlet | null | 'inlet' must be an object",
                "inlet | {\"size\":1,\"size\":2} | a name twice",
                "limits | {\"low\":[]} | 'limits.low' must be a number",
                "codes | [1] | 'codes[0]' must be a text",
                "place | {\"type\":\"Polygon\"} | 'place' must be a GeoJSON geometry whose 'type' is Point",
            })
    void whatItDoesNotIsRejectedAndSaid(String property, String json, String why) {
        plant.send("rig", "{\"" + property + "\":" + json + "}");
        Rejection rejection = plant.out.rejections.getFirst();
        assertEquals(RejectionReason.WRONG_SCHEMA, rejection.reason());
        assertTrue(rejection.detail().contains(why), rejection.detail());
        assertEquals(0, plant.state("rig").counts().stored());
    }

    @Test
    void oneThatIsWrongDoesNotCostTheOthers() {
        plant.send("rig", "{\"mode\":\"manual\",\"inlet\":{\"size\":1},\"step\":1}");
        assertEquals(2, plant.state("rig").counts().stored());
        assertEquals("{\"size\":1}", value("inlet"));
        assertEquals("1.0", value("step"));
    }

    @Test
    void theSameAgainIsADuplicate() {
        plant.send("rig", "{\"ts\":" + Plant.START_MS + ",\"values\":{\"inlet\":{\"size\":1}}}");
        plant.send("rig", "{\"ts\":" + Plant.START_MS + ",\"values\":{\"inlet\":{ \"size\" : 1 }}}");
        assertEquals(1, plant.state("rig").counts().duplicate());
    }

    @Test
    void aValueOfManyPartsHasABound() {
        plant.send("rig", "{\"codes\":[\"" + "x".repeat(4_096) + "\"]}");
        assertEquals(
                RejectionReason.TEXT_TOO_LONG, plant.out.rejections.getFirst().reason());
    }

    @Test
    void ofATwinWhoseTypeWasTakenAnyPartsAreTakenButNoNonsense() {
        plant.send("rig", "{\"inlet\":{\"size\":1}}");
        plant.define("rig", TypeId.UNTYPED);
        plant.send("rig", "{\"inlet\":{\"width\":[1,\"a\"]}}");
        assertEquals("{\"width\":[1,\"a\"]}", value("inlet"));
        plant.send("rig", "{\"inlet\":{\"width\":null}}").send("rig", "{\"inlet\":{\"width\":1e999}}");
        assertEquals(2, plant.out.rejections.size());
        assertEquals("{\"width\":[1,\"a\"]}", value("inlet"));
    }

    @Test
    void schemasOutliveACheckpoint() {
        plant.send("rig", "{\"inlet\":{\"size\":1}}");
        byte[] checkpoint = plant.fold.checkpoint();
        plant.fold = PartitionFold.restored(plant.setting, plant.out, plant.out, checkpoint);
        assertArrayEquals(checkpoint, plant.fold.checkpoint());
        plant.send("rig", "{\"mode\":\"manual\"}");
        assertEquals(1, plant.out.rejections.size());
        assertEquals(
                "{\"size\":1}",
                Objects.requireNonNull(plant.property("rig", "inlet").value()) instanceof Value.Json(var json)
                        ? json.toString()
                        : "");
    }
}
