package io.counterpart.engine.dtdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaDocumentTest {

    static Stream<Schema> schemas() {
        Schema words =
                new Schema.Enumeration(Schema.Primitive.STRING, List.of(new Schema.Enumeration.Named("on", "ON")));
        Schema numbers =
                new Schema.Enumeration(Schema.Primitive.INTEGER, List.of(new Schema.Enumeration.Named("on", -1L)));
        Schema structure = new Schema.Structure(
                List.of(new Schema.Field("a", words), new Schema.Field("b", new Schema.Array(Schema.Primitive.TIME))));
        return Stream.of(
                        Stream.of(Schema.Primitive.values()),
                        Stream.of(Schema.Geospatial.values()),
                        Stream.of(words, numbers, structure, new Schema.Dictionary(new Schema.Array(structure))))
                .flatMap(all -> all.map(Schema.class::cast));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void whatIsWrittenIsRead(Schema schema) {
        assertEquals(schema, SchemaDocument.read(SchemaDocument.write(schema)));
    }

    @Test
    void whatIsNoSchemaIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> SchemaDocument.read(JsonNodeFactory.instance.textNode("bit")));
        assertThrows(IllegalArgumentException.class, () -> SchemaDocument.read(JsonNodeFactory.instance.objectNode()));
    }
}
