package io.counterpart.engine.dtdl;

import java.util.Set;

/**
 * What a document's {@code @context} says.
 *
 * @param version of the language
 * @param extensions that are named beside it
 */
record Context(DtdlVersion version, Set<String> extensions) {

    static final String QUANTITATIVE_TYPES = "dtmi:dtdl:extension:quantitativeTypes;1";

    /** Counterpart's own: what signals are, beyond DTDL. */
    static final String COUNTERPART = "dtmi:counterpart:context;1";

    /** The partner that version 2 knows. */
    static final String IOT_CENTRAL = "dtmi:iotcentral:context;2";

    /** Extensions whose words are kept as they are: they say nothing that a twin's state depends on. */
    static final Set<String> CARRIED = Set.of(
            "dtmi:dtdl:extension:historization;1",
            "dtmi:dtdl:extension:annotation;1",
            "dtmi:dtdl:extension:overriding;1",
            "dtmi:dtdl:extension:streaming;1",
            IOT_CENTRAL);

    /** Whether there are semantic types and units: in version 2 they are part of the language. */
    boolean hasQuantities() {
        return version == DtdlVersion.V2 || extensions.contains(QUANTITATIVE_TYPES);
    }

    /** Whether there are Counterpart's own words. */
    boolean isExtended() {
        return extensions.contains(COUNTERPART);
    }

    /** Whether an extension is named that is only carried: its words cannot be told from mistakes. */
    boolean carries() {
        return extensions.stream().anyMatch(CARRIED::contains);
    }
}
