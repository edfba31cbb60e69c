package io.counterpart.portal.type;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.dtdl.Content;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.dtdl.Schema;
import io.counterpart.engine.dtdl.SchemaDocument;
import io.counterpart.engine.order.AcceptedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What twin-runtime needs to know of a type: all that a twin of it may send, with what the type inherits and what its components have,
 * so that whoever folds a reading looks nothing else up.
 */
public final class Definitions {

    /** Properties of one type, in all. */
    static final int PROPERTIES_MAX = 1_000;

    /** All schemas of one type, written out: whoever reads a twin is told what it takes. */
    static final int SCHEMAS_CHARS_MAX = 262_144;

    private static final int NAME_MAX = 64;

    private Definitions() {}

    static TypeDefinition of(TenantId tenant, Interface type) {
        List<TypeDefinition.Property> properties = new ArrayList<>();
        collect(type, "", properties);
        AcceptedTime accepted = type.order().accepted();
        return new TypeDefinition(
                tenant,
                type.id(),
                properties,
                type.order().windowMs() == 0 ? null : type.order().windowMs(),
                accepted.pastMs() == AcceptedTime.UNBOUNDED ? null : accepted.pastMs(),
                accepted.futureMs() == AcceptedTime.AHEAD_MAX_MS ? null : accepted.futureMs(),
                type.parts(),
                type.document());
    }

    private static void collect(Interface type, String of, List<TypeDefinition.Property> properties) {
        for (Content content : type.contents()) {
            switch (content) {
                case Content.Telemetry telemetry ->
                    add(telemetry, telemetry.schema(), telemetry.quantity(), telemetry.signal(), false, of, properties);
                case Content.Property property ->
                    add(
                            property,
                            property.schema(),
                            property.quantity(),
                            property.signal(),
                            property.writable(),
                            of,
                            properties);
                case Content.Component component -> collect(component.type(), component.name(), properties);
                case Content.Command _, Content.Relationship _ -> {
                    // Nothing that a device sends.
                }
            }
        }
    }

    private static void add(
            Content content,
            Schema schema,
            Content.@Nullable Quantity quantity,
            @Nullable Signal signal,
            boolean writable,
            String component,
            List<TypeDefinition.Property> properties) {
        properties.add(new TypeDefinition.Property(
                new PropertyName(component.isEmpty() ? content.name() : component + "." + content.name()),
                valueSchema(schema),
                quantity == null ? null : quantity.unit().name(),
                displayName(content.displayName()),
                signal == null || component.isEmpty() ? signal : signal.in(component),
                writable,
                isSaidByValueSchema(schema) ? null : SchemaDocument.write(schema)));
    }

    /** How values of this schema are kept. */
    public static ValueSchema valueSchema(Schema schema) {
        return switch (schema) {
            case Schema.Primitive primitive ->
                switch (primitive) {
                    case BOOLEAN -> ValueSchema.BOOLEAN;
                    case DOUBLE -> ValueSchema.DOUBLE;
                    case FLOAT -> ValueSchema.FLOAT;
                    case INTEGER -> ValueSchema.INTEGER;
                    case LONG -> ValueSchema.LONG;
                    case STRING, DATE, DATE_TIME, DURATION, TIME -> ValueSchema.STRING;
                };
            case Schema.Enumeration enumeration ->
                enumeration.valueSchema() == Schema.Primitive.INTEGER ? ValueSchema.INTEGER : ValueSchema.STRING;
            case Schema.Array array ->
                array.element() == Schema.Primitive.DOUBLE ? ValueSchema.DOUBLES : ValueSchema.JSON;
            case Schema.Geospatial _, Schema.Dictionary _, Schema.Structure _ -> ValueSchema.JSON;
        };
    }

    /** Whether how values are kept says all that they may be. */
    private static boolean isSaidByValueSchema(Schema schema) {
        return switch (schema) {
            case Schema.Primitive primitive ->
                switch (primitive) {
                    case BOOLEAN, DOUBLE, FLOAT, INTEGER, LONG, STRING -> true;
                    case DATE, DATE_TIME, DURATION, TIME -> false;
                };
            case Schema.Array array -> array.element() == Schema.Primitive.DOUBLE;
            case Schema.Enumeration _, Schema.Geospatial _, Schema.Dictionary _, Schema.Structure _ -> false;
        };
    }

    /** English where there is one, and else the first by language. */
    public static @Nullable String displayName(Map<String, String> byLanguage) {
        String english = byLanguage.get("en");
        return english != null
                ? english
                : byLanguage.entrySet().stream()
                        .min(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .orElse(null);
    }

    /** Why twins of this type could not be kept though the type is right; empty where they can. */
    static Optional<String> obstacle(Interface type) {
        long properties = 0;
        long inAll = 0;
        for (Content content : type.contents()) {
            List<Content> named = new ArrayList<>(List.of(content));
            if (content instanceof Content.Component component) {
                named.addAll(component.type().contents());
            }
            for (Content one : named) {
                if (one.name().length() > NAME_MAX) {
                    return Optional.of("'" + one.name().substring(0, NAME_MAX) + "…' has a name of more than "
                            + NAME_MAX + " characters, which readings cannot use.");
                }
            }
            for (Content one : named) {
                for (Schema schema : schemas(one)) {
                    long length = SchemaDocument.length(schema, Input.SCHEMA_CHARS_MAX);
                    if (length > Input.SCHEMA_CHARS_MAX) {
                        return Optional.of("'" + one.name() + "' has a schema of more than " + Input.SCHEMA_CHARS_MAX
                                + " characters written out, with what it names, which values cannot be held to.");
                    }
                    inAll += length;
                }
            }
            properties += named.size();
        }
        if (inAll > SCHEMAS_CHARS_MAX) {
            return Optional.of("Its schemas are " + inAll
                    + " characters long, written out with what they name, and may have " + SCHEMAS_CHARS_MAX + ".");
        }
        return properties > PROPERTIES_MAX
                ? Optional.of("It has " + properties + " contents with those that it inherits, and may have "
                        + PROPERTIES_MAX + ".")
                : Optional.empty();
    }

    /** What values of it, or what is sent with it, are held to. */
    private static List<Schema> schemas(Content content) {
        return switch (content) {
            case Content.Telemetry telemetry -> List.of(telemetry.schema());
            case Content.Property property -> List.of(property.schema());
            case Content.Command command ->
                Stream.of(Optional.ofNullable(command.request()), Optional.ofNullable(command.response()))
                        .flatMap(Optional::stream)
                        .map(Schema.Field::schema)
                        .toList();
            case Content.Relationship _, Content.Component _ -> List.of();
        };
    }
}
