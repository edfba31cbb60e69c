package io.counterpart.engine.unit;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a unit measures: UCUM's base units, and our marks for what the base units cannot tell apart, each with its power.
 *
 * @param powers by base unit or mark, none of them zero
 */
record Dimension(SortedMap<String, Integer> powers) {

    static final Dimension NONE = new Dimension(new TreeMap<>());

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    Dimension {
        powers = Collections.unmodifiableSortedMap(new TreeMap<>(powers));
    }

    static Dimension of(String base) {
        return NONE.times(base, 1);
    }

    Dimension times(Dimension other) {
        Dimension product = this;
        for (var factor : other.powers.entrySet()) {
            product = product.times(factor.getKey(), factor.getValue());
        }
        return product;
    }

    private Dimension times(String base, int power) {
        TreeMap<String, Integer> product = new TreeMap<>(powers);
        int sum = product.getOrDefault(base, 0) + power;
        if (sum == 0) {
            product.remove(base);
        } else {
            product.put(base, sum);
        }
        return new Dimension(product);
    }

    Dimension power(int exponent) {
        TreeMap<String, Integer> raised = new TreeMap<>();
        powers.forEach((base, power) -> raised.merge(base, power * exponent, Integer::sum));
        raised.values().removeIf(power -> power == 0);
        return new Dimension(raised);
    }

    /** The dimension whose power this is; nothing where there is none. */
    Optional<Dimension> root(int degree) {
        TreeMap<String, Integer> root = new TreeMap<>();
        for (var factor : powers.entrySet()) {
            if (factor.getValue() % degree != 0) {
                return Optional.empty();
            }
            root.put(factor.getKey(), factor.getValue() / degree);
        }
        return Optional.of(new Dimension(root));
    }

    /** As people write it: {@code kg·m⁻¹·s⁻²}. */
    @Override
    public String toString() {
        return powers.entrySet().stream()
                .map(factor -> name(factor.getKey()) + superscript(factor.getValue()))
                .collect(Collectors.joining("·"));
    }

    /** UCUM's base of mass is the gram; the world's is the kilogram. */
    private static String name(String base) {
        return base.equals("g") ? "kg" : base;
    }

    private static String superscript(int power) {
        if (power == 1) {
            return "";
        }
        return Integer.toString(power)
                .chars()
                .mapToObj(c -> c == '-' ? "⁻" : SUPERSCRIPTS.substring(c - '0', c - '0' + 1))
                .collect(Collectors.joining());
    }
}
