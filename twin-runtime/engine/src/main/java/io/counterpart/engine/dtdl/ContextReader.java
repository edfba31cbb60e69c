package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code @context}: which version of the language it is, and which extensions. */
final class ContextReader {

    private static final String DTDL = "dtmi:dtdl:context";
    private static final String USE = "Begin '@context' with dtmi:dtdl:context;3 or dtmi:dtdl:context;2.";

    private final Errors errors;

    ContextReader(Errors errors) {
        this.errors = errors;
    }

    /**
     * Null where it cannot be told what the document is written in.
     *
     * @param around what holds where it stands, null for what stands for itself: what is written inside adds to it
     */
    @Nullable Context read(JsonNode context, @Nullable Context around, String place) {
        if (around != null && (context.isTextual() || context.isArray())) {
            return inner(context, around, place);
        }
        if (context.isMissingNode() || context.isNull()) {
            errors.add("missingContext", place, "It has no '@context'.", USE);
            return null;
        }
        if (context.isArray() && context.isEmpty()) {
            errors.add("emptyContext", place, "Its '@context' is empty.", USE);
            return null;
        }
        // In version 2 this one partner may stand before the language itself.
        int first = context.isArray()
                        && context.size() > 1
                        && context.get(0).asText().equals(Context.IOT_CENTRAL)
                ? 1
                : 0;
        DtdlVersion version = version(context.isArray() ? context.get(first) : context, place);
        if (version == null) {
            return null;
        }
        Set<String> extensions = new HashSet<>();
        for (int i = 0; context.isArray() && i < context.size(); i++) {
            if (i != first) {
                extension(context.get(i), i == context.size() - 1, version, extensions, place);
            }
        }
        return new Context(version, Set.copyOf(extensions));
    }

    private @Nullable Context inner(JsonNode context, Context around, String place) {
        JsonNode first = context.isArray() ? context.path(0) : context;
        boolean namesVersion = first.asText().equals(DTDL) || first.asText().startsWith(DTDL + ";");
        DtdlVersion version = namesVersion ? version(first, place) : around.version();
        if (version == null) {
            return null;
        }
        Set<String> extensions = new HashSet<>(version == around.version() ? around.extensions() : Set.of());
        int count = context.isArray() ? context.size() : 1;
        for (int i = namesVersion ? 1 : 0; i < count; i++) {
            extension(context.isArray() ? context.get(i) : context, i == count - 1, version, extensions, place);
        }
        return new Context(version, Set.copyOf(extensions));
    }

    private @Nullable DtdlVersion version(JsonNode first, String place) {
        String text = first.asText();
        if (!first.isTextual() || !(text.equals(DTDL) || text.startsWith(DTDL + ";"))) {
            errors.add("missingDtdlContext", place, "Its '@context' does not begin with that of DTDL.", USE);
            return null;
        }
        if (text.equals(DTDL)) {
            errors.add("missingContextVersion", place, "Its '@context' names no version of DTDL.", USE);
            return null;
        }
        for (DtdlVersion version : DtdlVersion.values()) {
            if (text.equals(version.context())) {
                return version;
            }
        }
        if (text.equals(DTDL + ";4")) {
            errors.add("disallowedContextVersion", place, "DTDL version 4 is not taken yet.", USE);
        } else {
            errors.add(
                    "unrecognizedContextVersion",
                    place,
                    "There is no version of DTDL that is called " + Errors.quoted(text) + ".",
                    USE);
        }
        return null;
    }

    private void extension(JsonNode node, boolean last, DtdlVersion version, Set<String> extensions, String place) {
        if (node.isObject()) {
            if (version == DtdlVersion.V3) {
                errors.add(
                        "disallowedLocalContext",
                        place,
                        "Its '@context' defines terms of its own, which DTDL version 3 does not allow.",
                        "Take the object out of '@context'.");
            } else if (!last) {
                errors.add(
                        "localContextNotLast",
                        place,
                        "Its '@context' defines terms of its own before its end.",
                        "Put the object at the end of '@context'.");
            }
            return;
        }
        String text = node.asText();
        String remove = "Take " + Errors.quoted(text) + " out of '@context'.";
        if (!node.isTextual() || !Identifiers.isDtmiLike(text)) {
            errors.add("nonDtmiContextSpecifier", place, Errors.quoted(text) + " in '@context' is no DTMI.", remove);
        } else if (!Identifiers.isDtmi(text)) {
            errors.add(
                    "invalidContextSpecifier", place, Errors.quoted(text) + " in '@context' is no valid DTMI.", remove);
        } else if (text.startsWith(DTDL + ";")) {
            errors.add(
                    "dtdlContextFollowsAffiliate", place, "DTDL is named in '@context' after something else.", remove);
        } else if (!text.contains(";")) {
            errors.add(
                    "missingContextVersion",
                    place,
                    Errors.quoted(text) + " in '@context' names no version.",
                    "Add its version, such as ';1'.");
        } else if (isKnown(text, version)) {
            extensions.add(text);
        } else if (Context.CARRIED.stream().anyMatch(known -> path(known).equals(path(text)))
                || path(Context.QUANTITATIVE_TYPES).equals(path(text))
                || path(Context.COUNTERPART).equals(path(text))) {
            errors.add(
                    "unresolvableContextVersion",
                    place,
                    Errors.quoted(text) + " in '@context' is no version that is known here, or not one of DTDL version "
                            + version.number() + ".",
                    remove);
        } else if (version == DtdlVersion.V3) {
            errors.add(
                    "unresolvableContextSpecifier",
                    place,
                    Errors.quoted(text) + " in '@context' is not known here.",
                    remove);
        }
    }

    private static boolean isKnown(String text, DtdlVersion version) {
        return switch (text) {
            case Context.QUANTITATIVE_TYPES -> version == DtdlVersion.V3;
            case Context.COUNTERPART -> true;
            default -> Context.CARRIED.contains(text);
        };
    }

    private static String path(String dtmi) {
        return dtmi.substring(0, dtmi.indexOf(';'));
    }
}
