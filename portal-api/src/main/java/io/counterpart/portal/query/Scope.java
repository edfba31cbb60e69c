package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query's names stand for. Where FROM names no variable, there is one twin, and every name is an attribute of it. */
final class Scope {

    /** What a query without a variable calls its twin. */
    static final String UNNAMED = "twin";

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<String> twins = new ArrayList<>();

    /** What a name stands for. */
    sealed interface Variable {

        /** A twin. */
        record Twin(int twin) implements Variable {}

        /** The relationship that a step follows. */
        record Relationship(int step) implements Variable {}
    }

    int addTwin(String name) {
        twins.add(name);
        variables.put(name, new Variable.Twin(twins.size() - 1));
        return twins.size() - 1;
    }

    void addRelationship(String name, int step) {
        variables.put(name, new Variable.Relationship(step));
    }

    @Nullable Variable find(String name) {
        return variables.get(name);
    }

    /** Whether FROM names no variable. */
    boolean isUnnamed() {
        return variables.isEmpty();
    }

    /** The twins' variables, in the text's order. */
    List<String> twins() {
        return isUnnamed() ? List.of(UNNAMED) : List.copyOf(twins);
    }

    /** As an error lists them. */
    String shown() {
        return variables.isEmpty()
                ? "a variable after FROM twins"
                : "one of the variables " + String.join(", ", variables.keySet());
    }
}
