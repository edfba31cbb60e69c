package io.counterpart.engine.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A property's name taken apart: {@code Volume_Flow_RateRMS} into Volume, Flow, Rate, RMS; {@code tempC} into temp, C. Digits stay
 * with what is before them, and small letters with digits before those: {@code CO2}, {@code m3h}.
 *
 * @param words in their order, as they are written
 */
record NameWords(List<String> words) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+$");

    static NameWords of(String name) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '_' || begins(name, i)) {
                if (i > from) {
                    words.add(name.substring(from, i));
                }
                from = i < name.length() && name.charAt(i) == '_' ? i + 1 : i;
            }
        }
        return new NameWords(List.copyOf(words));
    }

    /** Whether a word begins here: a capital after something else, or the last one of some before a small letter. */
    private static boolean begins(String name, int at) {
        if (at == 0 || !Character.isUpperCase(name.charAt(at))) {
            return false;
        }
        return !Character.isUpperCase(name.charAt(at - 1))
                || (at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1)));
    }

    int size() {
        return words.size();
    }

    /** Some of its words as one, as they are written. */
    String joined(int from, int to) {
        return String.join("", words.subList(from, to));
    }

    /** Likewise, in small letters. */
    String small(int from, int to) {
        return joined(from, to).toLowerCase(Locale.ROOT);
    }

    /** A word without the number of one of several: {@code temp1} is {@code temp}. */
    static String withoutNumber(String word) {
        return NUMBER.matcher(word).replaceFirst("");
    }

    NameWords first(int count) {
        return new NameWords(words.subList(0, count));
    }
}
