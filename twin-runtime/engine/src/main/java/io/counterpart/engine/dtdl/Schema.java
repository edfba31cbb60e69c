package io.counterpart.engine.dtdl;

import java.util.List;
import java.util.Optional;

/** What values are: DTDL's schemas. */
public sealed interface Schema {

    /** A single value. Numbers are finite; {@code INTEGER} has 32 bits, {@code LONG} 64; times are texts in ISO 8601, as RFC 3339 has them. */
    enum Primitive implements Schema {
        BOOLEAN("boolean"),
        DATE("date"),
        DATE_TIME("dateTime"),
        DOUBLE("double"),
        DURATION("duration"),
        FLOAT("float"),
        INTEGER("integer"),
        LONG("long"),
        STRING("string"),
        TIME("time");

        private final String word;

        Primitive(String word) {
            this.word = word;
        }

        /** As documents call it. */
        public String word() {
            return word;
        }

        static Optional<Primitive> named(String word) {
            for (Primitive primitive : values()) {
                if (primitive.word.equals(word)) {
                    return Optional.of(primitive);
                }
            }
            return Optional.empty();
        }
    }

    /** A GeoJSON geometry (RFC 7946). */
    enum Geospatial implements Schema {
        LINE_STRING("lineString"),
        MULTI_LINE_STRING("multiLineString"),
        MULTI_POINT("multiPoint"),
        MULTI_POLYGON("multiPolygon"),
        POINT("point"),
        POLYGON("polygon");

        private final String word;

        Geospatial(String word) {
            this.word = word;
        }

        /** As documents call it. */
        public String word() {
            return word;
        }

        static Optional<Geospatial> named(String word) {
            for (Geospatial geospatial : values()) {
                if (geospatial.word.equals(word)) {
                    return Optional.of(geospatial);
                }
            }
            return Optional.empty();
        }
    }

    /** Values of one schema, in order. */
    record Array(Schema element) implements Schema {}

    /**
     * One of some values that have names.
     *
     * @param valueSchema {@code INTEGER} or {@code STRING}
     * @param values in the order of the document
     */
    record Enumeration(Primitive valueSchema, List<Named> values) implements Schema {

        /**
         * One of them.
         *
         * @param value a {@link Long} or a {@link String}, as data have it
         */
        public record Named(String name, Object value) {}
    }

    /** Values of one schema, by a text. */
    record Dictionary(Schema value) implements Schema {}

    /** Some named values, each with its schema. */
    record Structure(List<Field> fields) implements Schema {}

    /** A value with its name, in a structure or as a command's request or response. */
    record Field(String name, Schema schema) {}
}
