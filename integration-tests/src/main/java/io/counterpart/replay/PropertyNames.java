package io.counterpart.replay;

import io.counterpart.contracts.identity.PropertyName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a CSV header becomes property names: a valid one is kept, every other character becomes {@code _}. */
final class PropertyNames {
    private static final int LONGEST = 64;

    private PropertyNames() {}

    /** A name for each column, all different: of two that would be the same the later gets {@code _2}. */
    static List<String> of(List<String> headers) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String header : headers) {
            String wanted = of(header);
            String name = wanted;
            for (int i = 2; !taken.add(name); i++) {
                name = shortened(wanted, LONGEST - 4) + "_" + i;
            }
            names.add(name);
        }
        return names;
    }

    static String of(String header) {
        if (PropertyName.isPart(header)) {
            return header;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            boolean kept = PropertyName.isPart(String.valueOf(c)) || (i > 0 && c >= '0' && c <= '9');
            name.append(kept ? c : '_');
        }
        return name.isEmpty() ? "_" : shortened(name.toString(), LONGEST);
    }

    private static String shortened(String name, int length) {
        return name.length() <= length ? name : name.substring(0, length);
    }
}
