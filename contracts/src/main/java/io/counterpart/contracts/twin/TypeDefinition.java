package io.counterpart.contracts.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.ContractJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A twin type as it stands on the {@code definitions} topic: immutable, so that whoever folds a message that names it comes
 * to the same end whenever that is.
 *
 * @param tenant whose type it is
 * @param id its identifier, with its version
 * @param properties what twins of this type may send
 * @param orderWindowMs how far out of order readings may come and still be folded as if they had come in order, milliseconds;
 *     null for not at all
 * @param acceptedPastMs how far behind known time an event time may be, milliseconds; null for back to the year 2000
 * @param acceptedFutureMs how far ahead of known time, milliseconds; null for what is accepted of every twin
 * @param parts the relationships that lead to what such a twin is made of: its quality is theirs and its own
 * @param document the DTDL interface as it was given
 */
public record TypeDefinition(
        TenantId tenant,
        TypeId id,
        List<Property> properties,
        @Nullable Long orderWindowMs,
        @Nullable Long acceptedPastMs,
        @Nullable Long acceptedFutureMs,
        List<String> parts,
        JsonNode document) {

    /** Bytes on {@code definitions}. */
    public static final ContractJson<TypeDefinition> JSON = ContractJson.of(TypeDefinition.class);

    // What was written before there were parts has none.
    @SuppressWarnings("ConstantValue")
    public TypeDefinition {
        properties = List.copyOf(properties);
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    /** A type without parts, that takes readings of all times that are accepted of every twin. */
    public TypeDefinition(
            TenantId tenant, TypeId id, List<Property> properties, @Nullable Long orderWindowMs, JsonNode document) {
        this(tenant, id, properties, orderWindowMs, null, null, List.of(), document);
    }

    /** The key on {@code definitions}. */
    public String key() {
        return key(tenant, id);
    }

    public static String key(TenantId tenant, TypeId id) {
        return tenant + "/" + id;
    }

    /**
     * A property or telemetry of the type.
     *
     * @param name its name, with its component's before a dot
     * @param schema what its values are
     * @param unit a DTDL unit name, null where the type names none
     * @param displayName what people call it, null where the type does not say
     * @param signal what is declared of it beyond DTDL, null for nothing; properties that it names have their component's name too
     * @param writable whether somebody may want it to be something; null in definitions that are older than this, where the document says it
     * @param form what its values are beyond that, as DTDL says it: one of an enumeration, a time, the parts of an object; null where the
     *     schema says it all, and in definitions that are older than this
     */
    public record Property(
            PropertyName name,
            ValueSchema schema,
            @Nullable String unit,
            @Nullable String displayName,
            @Nullable Signal signal,
            @Nullable Boolean writable,
            @Nullable JsonNode form) {

        /** A property whose schema says all that its values are. */
        public Property(
                PropertyName name,
                ValueSchema schema,
                @Nullable String unit,
                @Nullable String displayName,
                @Nullable Signal signal,
                @Nullable Boolean writable) {
            this(name, schema, unit, displayName, signal, writable, null);
        }

        /** A property of a definition that says no more of it. */
        public Property(
                PropertyName name,
                ValueSchema schema,
                @Nullable String unit,
                @Nullable String displayName,
                @Nullable Signal signal) {
            this(name, schema, unit, displayName, signal, null, null);
        }
    }
}
