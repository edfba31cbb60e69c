package io.counterpart.engine.dtdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.engine.dtdl.Schema.Geospatial;
import io.counterpart.engine.dtdl.Schema.Primitive;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {

    private static final Schema.Enumeration WORDS = new Schema.Enumeration(
            Primitive.STRING,
            List.of(new Schema.Enumeration.Named("on", "ON"), new Schema.Enumeration.Named("off", "OFF")));
    private static final Schema.Enumeration NUMBERS = new Schema.Enumeration(
            Primitive.INTEGER,
            List.of(new Schema.Enumeration.Named("off", 0L), new Schema.Enumeration.Named("on", 1L)));
    private static final Schema.Structure INLET = new Schema.Structure(List.of(
            new Schema.Field("size", Primitive.INTEGER),
            new Schema.Field("marks", new Schema.Array(Primitive.DOUBLE)),
            new Schema.Field("by", new Schema.Dictionary(Primitive.BOOLEAN))));
    private static final Map<String, Schema> SCHEMAS = Map.of("words", WORDS, "numbers", NUMBERS, "inlet", INLET);

    private static Schema schema(String word) {
        for (Primitive primitive : Primitive.values()) {
            if (primitive.word().equals(word)) {
                return primitive;
            }
        }
        for (Geospatial geospatial : Geospatial.values()) {
            if (geospatial.word().equals(word)) {
                return geospatial;
            }
        }
        return Objects.requireNonNull(SCHEMAS.get(word), word);
    }

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    }

    private static Optional<SchemaCheck.Fault> check(String schema, String value) throws IOException {
        return SchemaCheck.of(schema(schema), json(value), "p");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "boolean   | true",
                "double    | 1",
                "double    | -1.7e308",
                "float     | 3.4e38",
                "integer   | 2147483647",
                "integer   | -2147483648",
                "integer   | 3.0",
                "long      | 9223372036854775807",
                "long      | -9223372036854775808",
                "string    | ''",
                "string    | 'ü😀'",
                "date      | '2024-02-29'",
                "time      | '09:56:57Z'",
                "time      | '09:56:57.123+01:30'",
                "dateTime  | '2026-11-25T09:56:57Z'",
                "dateTime  | '2026-11-25t09:56:57.5-07:00'",
                "duration  | 'P1DT12H'",
                "duration  | 'P2W'",
                "duration  | 'PT0.5S'",
                "words     | 'ON'",
                "numbers   | 1",
                "numbers   | 1.0",
                "inlet     | {}",
                "inlet     | {'size':1,'marks':[1,2.5],'by':{'a':true}}",
                "point     | {'type':'Point','coordinates':[8.5,47.4]}",
                "point     | {'type':'Point','coordinates':[8.5,47.4,400]}",
                "multiPoint | {'type':'MultiPoint','coordinates':[[8.5,47.4],[1,2]]}",
                "lineString | {'type':'LineString','coordinates':[[8.5,47.4],[1,2]]}",
                "multiLineString | {'type':'MultiLineString','coordinates':[[[8.5,47.4],[1,2]]]}",
                "polygon   | {'type':'Polygon','coordinates':[[[0,0],[0,1],[1,1],[0,0]]]}",
                "multiPolygon | {'type':'MultiPolygon','coordinates':[[[[0,0],[0,1],[1,1],[0,0]]]]}",
            })
    void whatTheSchemaSaysIsTaken(String schema, String value) throws IOException {
        assertEquals(Optional.empty(), check(schema, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "boolean   | 1               | p",
                "boolean   | null            | p",
                "double    | 'x'             | p",
                "double    | 1e309           | p",
                "float     | 3.5e38          | p",
                "integer   | 2147483648      | p",
                "integer   | -2147483649     | p",
                "integer   | 1.5             | p",
                "integer   | '1'             | p",
                "long      | 9223372036854775808  | p",
                "long      | -9223372036854775809 | p",
                "long      | 1e999           | p",
                "string    | 7               | p",
                "string    | 'a\\u0000'     | p",
                "string    | '\\ud800'      | p",
                "date      | '2026-02-29'    | p",
                "date      | '26-02-01'      | p",
                "date      | 7               | p",
                "time      | '09:56'         | p",
                "time      | '09:56:57'      | p",
                "time      | '24:00:00Z'     | p",
                "time      | '09:56:57+24:00' | p",
                "dateTime  | '2026-11-25'    | p",
                "dateTime  | '2026-13-25T09:56:57Z' | p",
                "dateTime  | '2026-11-25 09:56:57Z' | p",
                "duration  | 'P'             | p",
                "duration  | 'PT'            | p",
                "duration  | 'P1DT'          | p",
                "duration  | '1D'            | p",
                "words     | 'on'            | p",
                "words     | 0               | p",
                "numbers   | 2               | p",
                "numbers   | 'OFF'           | p",
                "inlet     | []              | p",
                "inlet     | {'length':1}    | p",
                "inlet     | {'size':'x'}    | p.size",
                "inlet     | {'marks':[1,2,'x']} | p.marks[2]",
                "inlet     | {'marks':1}     | p.marks",
                "inlet     | {'by':{'a':1}}  | p.by.a",
                "inlet     | {'by':[]}       | p.by",
                "inlet     | {'by':{'\\u0000':true}} | p.by",
                "point     | [8.5,47.4]      | p",
                "point     | {'type':'point','coordinates':[8.5,47.4]} | p",
                "point     | {'type':'Point','coordinates':[8.5]}      | p.coordinates",
                "point     | {'type':'Point','coordinates':['a','b']}  | p.coordinates",
                "point     | {'type':'Point'} | p.coordinates",
                "point     | {'type':'Point','coordinates':[1,2],'note':null} | p.note",
                "multiPoint | {'type':'MultiPoint','coordinates':[[1,2],[1]]}   | p.coordinates[1]",
                "lineString | {'type':'LineString','coordinates':[[1,2]]}       | p.coordinates",
                "multiLineString | {'type':'MultiLineString','coordinates':[[[1,2]]]} | p.coordinates[0]",
                "polygon   | {'type':'Polygon','coordinates':[[[0,0],[0,1],[1,1]]]}   | p.coordinates[0]",
                "polygon   | {'type':'Polygon','coordinates':[[[0,0],[0,1],[1,1],[2,2]]]} | p.coordinates[0]",
                "multiPolygon | {'type':'MultiPolygon','coordinates':[7]} | p.coordinates[0]",
            })
    void whatItDoesNotSayIsRefusedWithItsPlace(String schema, String value, String path) throws IOException {
        assertEquals(Optional.of(path), check(schema, value).map(SchemaCheck.Fault::path));
    }

    @Test
    void whatIsWrongIsShownShort() throws IOException {
        assertEquals(
                "must be one of ON, OFF, and is \"" + "x".repeat(19) + "…",
                check("words", "'" + "x".repeat(99) + "'").orElseThrow().what());
        assertEquals(
                "has no field 'length'; it has size, marks, by",
                check("inlet", "{'length':1}").orElseThrow().what());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':[1,{'b':'c'}],'d':1.5,'e':true} |",
                "{'a':[1,null]}             | p.a[1]",
                "{'a':{'b':1e999}}          | p.a.b",
                "{'a':9223372036854775808}  | p.a",
                "{'a':'\\udc00'}           | p.a",
                "{'\\u0000':1}             | p",
            })
    void withoutASchemaWhatCanBeKeptIsTaken(String value, String path) throws IOException {
        assertEquals(
                Optional.ofNullable(path), SchemaCheck.ofAny(json(value), "p").map(SchemaCheck.Fault::path));
    }

    @Test
    void nothingStandsTooDeep() throws IOException {
        assertEquals(Optional.empty(), SchemaCheck.ofAny(json("[".repeat(10) + "]".repeat(10)), "p"));
        assertTrue(
                SchemaCheck.ofKept(json("[".repeat(11) + "]".repeat(11)), "p").isPresent());
        assertTrue(SchemaCheck.ofAny(json("[".repeat(11) + "]".repeat(11)), "p").isPresent());
    }

    @Test
    void nullsAreRightWhereNothingButKeepingIsAsked() throws IOException {
        assertEquals(Optional.empty(), SchemaCheck.ofKept(json("{'a':[null,{'b':null}]}"), "p"));
        assertEquals(
                "p.a", SchemaCheck.ofAny(json("{'a':null}"), "p").orElseThrow().path());
        for (String odd : List.of("{'\\ud800':1}", "['\\ud800']", "'\\u0000'", "1e999", "9".repeat(400))) {
            assertTrue(SchemaCheck.ofKept(json(odd), "p").isPresent(), odd);
        }
    }

    @Test
    void whatIsSaidOfAValueCanBeWrittenAnywhere() throws IOException {
        assertEquals(
                "must be a whole number of 32 bits, and is \"\ufffd\"",
                check("integer", "'\\ud800'").orElseThrow().what());
        assertEquals(
                "must be a whole number of 32 bits, and is \"" + "x".repeat(18) + "…",
                check("integer", "'" + "x".repeat(18) + "\\ud83d\\ude00" + "'")
                        .orElseThrow()
                        .what());
        assertTrue(check("inlet", "{'\\udc00':1}").orElseThrow().what().startsWith("has no field '\ufffd'"));
    }
}
