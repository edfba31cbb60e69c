package io.counterpart.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A property of a twin, or of one of its components: {@code pressure}, {@code bearing.temperature}.
 *
 * <p>Each part is a letter or {@code _}, then letters, digits and {@code _}, up to 64 characters. DTDL is narrower (it
 * begins with a letter and does not end in {@code _}); types are held to DTDL, data of an untyped device are not.
 *
 * @param value the name, with its component before a dot when it has one
 */
public record PropertyName(@JsonValue String value) implements Comparable<PropertyName> {

    @JsonCreator
    public PropertyName {
        int dot = value.indexOf('.');
        if (!isPart(value, 0, dot < 0 ? value.length() : dot)
                || (dot >= 0 && !isPart(value, dot + 1, value.length()))) {
            throw new IllegalArgumentException(
                    "property name must be a letter or '_', then letters, digits and '_', up to 64, with at most one component before a dot");
        }
    }

    /** Whether this text is one part of a property's name, so a component's name or a property's own. */
    public static boolean isPart(String text) {
        return isPart(text, 0, text.length());
    }

    private static boolean isPart(String text, int from, int to) {
        if (to - from < 1 || to - from > 64) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(Names.isLetter(c) || c == '_' || (Names.isDigit(c) && i > from))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(PropertyName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
