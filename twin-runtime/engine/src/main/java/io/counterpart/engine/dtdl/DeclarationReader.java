package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.engine.unit.UnitWords;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one object of the extension, member by member; says what is wrong with each, and what nobody asked for. */
final class DeclarationReader {

    /** The longest time that a declaration may name. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private final JsonNode node;
    private final String place;
    private final Errors errors;
    private final Set<String> asked = new HashSet<>();
    private boolean good = true;

    private DeclarationReader(JsonNode node, String place, Errors errors) {
        this.node = node;
        this.place = place;
        this.errors = errors;
    }

    /** Null, and an error, where it is no object. */
    static @Nullable DeclarationReader of(JsonNode node, String place, Errors errors) {
        if (node.isObject()) {
            return new DeclarationReader(node, place, errors);
        }
        errors.addOurs("declarationNotObject", place, "It is no object.", "Write it as {…}.");
        return null;
    }

    boolean isGood() {
        return good;
    }

    void wrong(String name, String cause, String action) {
        good = false;
        errors.addOurs("declarationInvalid", place + "." + name, cause, action);
    }

    void required(String name, @Nullable Object value) {
        if (value == null && !node.has(name)) {
            good = false;
            errors.addOurs("declarationIncomplete", place, "It has no '" + name + "'.", "Give it one.");
        }
    }

    /** Says of each member that was not asked for that it is not known. */
    void nothingElse() {
        for (var member : node.properties()) {
            if (!asked.contains(member.getKey())) {
                good = false;
                errors.addOurs(
                        "declarationUnknown",
                        place + "." + member.getKey(),
                        "It is not known.",
                        "Leave it out, or make it one of " + new TreeSet<>(asked) + ".");
            }
        }
    }

    private @Nullable JsonNode member(String name, Predicate<JsonNode> form, String what) {
        asked.add(name);
        JsonNode member = node.get(name);
        if (member == null) {
            return null;
        }
        if (!form.test(member)) {
            wrong(name, "It is not " + what + ".", "Give " + what + ".");
            return null;
        }
        return member;
    }

    @Nullable Double number(String name) {
        JsonNode member =
                member(name, value -> value.isNumber() && Double.isFinite(value.asDouble()), "a finite number");
        return member == null ? null : member.asDouble();
    }

    @Nullable Double positive(String name) {
        JsonNode member = member(
                name,
                value -> value.isNumber() && value.asDouble() > 0 && Double.isFinite(value.asDouble()),
                "a number above 0");
        return member == null ? null : member.asDouble();
    }

    @Nullable Integer whole(String name, int min, int max) {
        JsonNode member = member(
                name,
                value -> value.isIntegralNumber()
                        && value.canConvertToInt()
                        && value.asInt() >= min
                        && value.asInt() <= max,
                "a whole number from " + min + " to " + max);
        return member == null ? null : member.asInt();
    }

    /** A time such as {@code PT10S}, in milliseconds. */
    @Nullable Long milliseconds(String name) {
        return milliseconds(name, LONGEST);
    }

    /** The same, of one that may be no longer than that. */
    @Nullable Long milliseconds(String name, Duration longest) {
        String most = longest.toDays() > 0 ? longest.toDays() + " days" : longest.toMinutes() + " minutes";
        JsonNode member = member(
                name,
                value -> value.isTextual() && milliseconds(value, longest) > 0,
                "a duration (ISO 8601) such as PT10S, from 1 ms to " + most);
        return member == null ? null : Long.valueOf(milliseconds(member, longest));
    }

    private static long milliseconds(JsonNode text, Duration longest) {
        try {
            Duration duration = Duration.parse(text.asText());
            return duration.isNegative() || duration.compareTo(longest) > 0 ? 0 : duration.toMillis();
        } catch (DateTimeParseException malformed) {
            return 0;
        }
    }

    @Nullable PropertyName property(String name) {
        JsonNode member = member(
                name, value -> value.isTextual() && isPropertyName(value.asText()), "the name of another property");
        return member == null ? null : new PropertyName(member.asText());
    }

    @Nullable String relationship(String name) {
        JsonNode member = member(
                name, value -> value.isTextual() && PropertyName.isPart(value.asText()), "the name of a relationship");
        return member == null ? null : member.asText();
    }

    private static boolean isPropertyName(String text) {
        try {
            return !new PropertyName(text).value().isEmpty();
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    @Nullable String unit(String name) {
        JsonNode member = member(
                name,
                value -> value.isTextual() && UnitWords.find(value.asText()).isPresent(),
                "a unit, by its DTDL name or its UCUM code");
        return member == null ? null : member.asText();
    }

    /** One of the values, which is said by its word. */
    <T> @Nullable T oneOf(String name, T[] values, Function<T, String> word) {
        SortedMap<String, T> byWord = new TreeMap<>();
        for (T value : values) {
            byWord.put(word.apply(value), value);
        }
        JsonNode member = member(
                name, value -> value.isTextual() && byWord.containsKey(value.asText()), "one of " + byWord.keySet());
        return member == null ? null : byWord.get(member.asText());
    }
}
