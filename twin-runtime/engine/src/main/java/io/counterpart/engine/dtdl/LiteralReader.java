package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.engine.dtdl.Metamodel.Form;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads values that are no elements: texts, numbers, flags, in all the ways in which JSON-LD lets them be written. */
final class LiteralReader {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?");

    /** A text that does not say its language is English. */
    private static final String DEFAULT_LANGUAGE = "en";

    private final Errors errors;

    LiteralReader(Errors errors) {
        this.errors = errors;
    }

    @Nullable String text(Form.Text form, JsonNode node, String place) {
        JsonNode value = plain(node, "string", JsonNode::isTextual, "text", place);
        if (value == null) {
            return null;
        }
        String text = value.asText();
        if (text.length() > form.lengthMax()) {
            errors.add(
                    "stringTooLong",
                    place,
                    "It has " + text.length() + " characters.",
                    "Shorten it to " + form.lengthMax() + ".");
            return null;
        }
        if (form.pattern() != null && !form.pattern().matcher(text).matches()) {
            errors.add(
                    "stringInvalid",
                    place,
                    Errors.quoted(text) + " is no name.",
                    "Begin with a letter, go on with letters, digits and '_', and do not end in '_'.");
            return null;
        }
        return text;
    }

    @Nullable Boolean flag(JsonNode node, String place) {
        JsonNode value = plain(node, "boolean", JsonNode::isBoolean, "true or false", place);
        return value == null ? null : value.asBoolean();
    }

    @Nullable Long whole(Form.Whole form, JsonNode node, String place) {
        JsonNode value = plain(node, "integer", JsonNode::isIntegralNumber, "a whole number", place);
        if (value == null) {
            return null;
        }
        boolean below = value.bigIntegerValue().compareTo(BigInteger.valueOf(form.min())) < 0;
        boolean above = value.bigIntegerValue().compareTo(BigInteger.valueOf(form.max())) > 0;
        if (!below && !above) {
            return value.asLong();
        }
        String rule = form.min() == form.max() ? "valueNotExact" : below ? "valueBelowMin" : "valueAboveMax";
        String range = form.min() == form.max()
                ? String.valueOf(form.min())
                : form.max() == Integer.MAX_VALUE ? form.min() + " or more" : form.min() + " to " + form.max();
        errors.add(rule, place, "It is " + Errors.quoted(value.asText()) + ".", "Make it " + range + ".");
        return null;
    }

    /** A {@link String} or a {@link Long}. */
    @Nullable Object literal(JsonNode node, String place) {
        JsonNode value = node;
        if (node.isObject()) {
            boolean text = node.path("@value").isTextual();
            value = plain(
                    node,
                    text ? "string" : "integer",
                    text ? JsonNode::isTextual : JsonNode::isIntegralNumber,
                    "a text or a whole number",
                    place);
        }
        if (value == null) {
            return null;
        }
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.asLong();
        }
        errors.add("literalNotValid", place, "It is neither a text nor a whole number.", "Make it one of them.");
        return null;
    }

    private interface Kind {
        boolean is(JsonNode node);
    }

    /** The value itself, where it is written as {@code {"@value": …}} too. */
    private @Nullable JsonNode plain(JsonNode node, String rule, Kind kind, String words, String place) {
        String name = Character.toUpperCase(rule.charAt(0)) + rule.substring(1);
        if (!node.isObject()) {
            if (kind.is(node)) {
                return node;
            }
            errors.add(rule + "Not" + name, place, "It is not " + words + ".", "Make it " + words + ".");
            return null;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String key = member.getKey();
            if (!Set.of("@value", "@type").contains(key)) {
                errors.add(
                        valueObjectRule(key),
                        place,
                        "It has " + Errors.quoted(key) + " beside '@value'.",
                        "Leave '@value' and '@type' alone in it.");
                return null;
            }
        }
        JsonNode value = node.get("@value");
        if (value == null) {
            errors.add(rule + "ObjectNoValue", place, "It is an object without '@value'.", "Write the value itself.");
            return null;
        }
        if (node.has("@type") && !isXsd(node.get("@type").asText(), rule)) {
            errors.add(rule + "TypeNot" + name, place, "Its '@type' is not 'xsd:" + rule + "'.", "Leave '@type' out.");
            return null;
        }
        if (!kind.is(value)) {
            errors.add(rule + "ValueNot" + name, place, "Its '@value' is not " + words + ".", "Make it " + words + ".");
            return null;
        }
        return value;
    }

    private static boolean isXsd(String type, String name) {
        return type.equals("xsd:" + name) || type.equals("http://www.w3.org/2001/XMLSchema#" + name);
    }

    private static String valueObjectRule(String key) {
        return switch (key) {
            case "@context" -> "valueObjectContext";
            case "@graph" -> "valueObjectGraph";
            case "@id" -> "valueObjectId";
            case "@language" -> "valueObjectLanguage";
            default -> key.startsWith("@") ? "valueObjectKeyword" : "valueObjectInvalidProp";
        };
    }

    // ---- texts by language ----

    @Nullable Map<String, String> localized(Form.LocalizedText form, JsonNode node, String place) {
        Map<String, String> texts = new HashMap<>();
        boolean good = true;
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                good &= tagged(node.get(i), form, texts, place + "[" + i + "]");
            }
        } else if (node.isObject()) {
            good = byLanguage(node, form, texts, place);
        } else if (node.isTextual()) {
            good = keep(DEFAULT_LANGUAGE, node.asText(), form, texts, place);
        } else {
            errors.add(
                    "langStringElementNotStringOrObject",
                    place,
                    "It is neither a text nor an object of texts by language.",
                    "Make it one of them.");
            return null;
        }
        return good ? Map.copyOf(texts) : null;
    }

    private boolean byLanguage(JsonNode node, Form.LocalizedText form, Map<String, String> texts, String place) {
        if (node.has("@value")) {
            errors.add(
                    "langTagValueInLangMap",
                    place,
                    "It is an object with '@value'.",
                    "Make it an object of texts by language, or put it into an array.");
            return false;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String language = member.getKey();
            if (language.startsWith("@")) {
                errors.add(
                        "langMapObjKeyword",
                        place,
                        Errors.quoted(language) + " is no language.",
                        "Leave texts by language alone in it.");
                return false;
            }
            if (!LANGUAGE.matcher(language).matches()) {
                errors.add(
                        "langStringInvalidCode",
                        place,
                        Errors.quoted(language) + " is no language code.",
                        "Use one of ISO 639, such as 'en' or 'pt-BR'.");
                return false;
            }
            if (!member.getValue().isTextual()) {
                errors.add("langStringValueNotString", place + "." + language, "It is not a text.", "Make it a text.");
                return false;
            }
            if (!keep(language, member.getValue().asText(), form, texts, place + "." + language)) {
                return false;
            }
        }
        return true;
    }

    /** An element of an array: a text, or {@code {"@value": …, "@language": …}}. */
    private boolean tagged(JsonNode node, Form.LocalizedText form, Map<String, String> texts, String place) {
        if (node.isTextual()) {
            return unique(DEFAULT_LANGUAGE, texts, place) && keep(DEFAULT_LANGUAGE, node.asText(), form, texts, place);
        }
        if (!node.isObject()) {
            errors.add(
                    "langStringElementNotStringOrObject",
                    place,
                    "It is neither a text nor an object.",
                    "Make it a text, or an object with '@value' and '@language'.");
            return false;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String key = member.getKey();
            if (!Set.of("@value", "@language").contains(key)) {
                errors.add(
                        taggedRule(key),
                        place,
                        "It has " + Errors.quoted(key) + ".",
                        "Leave '@value' and '@language' alone in it.");
                return false;
            }
        }
        JsonNode value = node.get("@value");
        JsonNode language = node.get("@language");
        String wrong = value == null
                ? "langStringElementNoValue"
                : !value.isTextual()
                        ? "langStringElementValueNotString"
                        : language == null
                                ? null
                                : !language.isTextual()
                                        ? "langStringElementCodeNotString"
                                        : !LANGUAGE.matcher(language.asText()).matches()
                                                ? "langStringElementInvalidCode"
                                                : null;
        if (value == null || wrong != null) {
            errors.add(
                    wrong == null ? "langStringElementNoValue" : wrong,
                    place,
                    "It is no text with its language.",
                    "Give it a text as '@value' and a code of ISO 639 as '@language'.");
            return false;
        }
        String code = language == null ? DEFAULT_LANGUAGE : language.asText();
        return unique(code, texts, place) && keep(code, value.asText(), form, texts, place);
    }

    private boolean unique(String language, Map<String, String> texts, String place) {
        if (texts.containsKey(language)) {
            errors.add(
                    "langStringElementCodeNotUnique",
                    place,
                    "There is a text in '" + language + "' before it.",
                    "Leave one for each language.");
            return false;
        }
        return true;
    }

    private static String taggedRule(String key) {
        return switch (key) {
            case "@context" -> "langStringElementContext";
            case "@graph" -> "langStringElementGraph";
            case "@id" -> "langStringElementId";
            case "@type" -> "langStringElementType";
            default -> key.startsWith("@") ? "langStringElementKeyword" : "langStringElementInvalidProp";
        };
    }

    private boolean keep(
            String language, String text, Form.LocalizedText form, Map<String, String> texts, String place) {
        if (text.length() > form.lengthMax()) {
            errors.add(
                    "langStringValueTooLong",
                    place,
                    "It has " + text.length() + " characters.",
                    "Shorten it to " + form.lengthMax() + ".");
            return false;
        }
        texts.put(language, text);
        return true;
    }
}
