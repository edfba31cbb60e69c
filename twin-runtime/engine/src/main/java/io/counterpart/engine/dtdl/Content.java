package io.counterpart.engine.dtdl;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.dtdl.Schema.Field;
import io.counterpart.engine.unit.DtdlUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an interface has: things to be measured, set, called, linked, and other interfaces as parts. */
public sealed interface Content {

    /** Unique in its interface, what that inherits included. */
    String name();

    /** What people call it, by language (ISO 639); may be empty. */
    Map<String, String> displayName();

    /**
     * What a number is a quantity of.
     *
     * @param semanticType such as {@code Pressure}
     * @param unit in which it is given
     */
    record Quantity(String semanticType, DtdlUnit unit) {}

    /**
     * Data that a twin's asset sends.
     *
     * @param signal what is declared of it beyond DTDL; null for nothing
     */
    record Telemetry(
            String name,
            Map<String, String> displayName,
            Schema schema,
            @Nullable Quantity quantity,
            @Nullable Signal signal)
            implements Content {}

    /**
     * State that a twin keeps.
     *
     * @param signal what is declared of it beyond DTDL; null for nothing
     * @param writable whether it may be asked to change
     */
    record Property(
            String name,
            Map<String, String> displayName,
            Schema schema,
            @Nullable Quantity quantity,
            @Nullable Signal signal,
            boolean writable)
            implements Content {}

    /** Something that a twin can be asked to do. */
    record Command(
            String name,
            Map<String, String> displayName,
            @Nullable Field request,
            @Nullable Field response) implements Content {}

    /**
     * A link to other twins.
     *
     * @param target what they must be; null for anything
     * @param maxMultiplicity how many at most
     * @param properties of each link
     */
    record Relationship(
            String name,
            Map<String, String> displayName,
            @Nullable TypeId target,
            int maxMultiplicity,
            List<Property> properties,
            boolean writable)
            implements Content {}

    /** A part that has what another interface has. */
    record Component(String name, Map<String, String> displayName, Interface type) implements Content {}
}
