package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class DerivationOrderTest {

    /** Each of a name and what it reads: {@code a = b + c}. */
    private static Map<PropertyName, Expression> expressions(String... equations) {
        Variables variables = Variables.of("abcdefgh"
                .chars()
                .mapToObj(name -> Plant.number(Character.toString(name), null))
                .toList());
        return Arrays.stream(equations)
                .map(equation -> equation.split(" = "))
                .collect(Collectors.toMap(
                        sides -> new PropertyName(sides[0]),
                        sides -> Plant.compiled(Expression.compile(sides[1], variables))));
    }

    private static String order(DerivationOrder order) {
        return assertInstanceOf(DerivationOrder.Ordered.class, order).properties().stream()
                .map(PropertyName::value)
                .collect(Collectors.joining(" "));
    }

    @Test
    void whatIsReadComesFirst() {
        assertEquals("d b c a", order(DerivationOrder.of(expressions("a = b + c", "b = d", "c = d * e", "d = f"))));
    }

    @Test
    void amongEqualsTheNameDecides() {
        assertEquals("a b c", order(DerivationOrder.of(expressions("c = d", "a = d", "b = d"))));
    }

    @Test
    void nothingNeedsNoOrder() {
        assertEquals("", order(DerivationOrder.of(Map.of())));
    }

    @Test
    void aCircleIsNamedByItsMembers() {
        DerivationOrder order =
                DerivationOrder.of(expressions("a = c", "c = d", "d = e + f", "e = c", "b = f", "h = a"));

        assertEquals("c reads d, d reads e, e reads c", order.toString());
    }

    @Test
    void whatReadsItselfIsACircle() {
        assertEquals("b reads b", DerivationOrder.of(expressions("b = b + 1")).toString());
        assertEquals(
                "b reads b",
                DerivationOrder.of(expressions("a = b", "b = age(b) > 1 ? 1 : 2"))
                        .toString());
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void everyOrderHoldsAndEveryCircleIsOne(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> names = "abcdefgh".chars().mapToObj(Character::toString).toList();
        Map<PropertyName, Expression> expressions = new HashMap<>();
        for (String name : names.subList(0, random.nextInt(1, 9))) {
            String reads = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(_ -> names.get(random.nextInt(names.size())))
                    .collect(Collectors.joining(" + "));
            expressions.putAll(expressions(name + " = " + reads));
        }
        switch (DerivationOrder.of(expressions)) {
            case DerivationOrder.Ordered ordered -> {
                assertEquals(
                        expressions.keySet(),
                        Map.copyOf(places(ordered.properties())).keySet());
                Map<PropertyName, Integer> places = places(ordered.properties());
                expressions.forEach((name, expression) -> expression.reads().stream()
                        .filter(expressions::containsKey)
                        .forEach(read -> assertTrue(
                                places.getOrDefault(read, 99) < places.getOrDefault(name, -1), name.value())));
            }
            case DerivationOrder.Cycle cycle -> {
                List<PropertyName> members = cycle.properties();
                for (int i = 0; i < members.size(); i++) {
                    Expression expression = expressions.get(members.get(i));
                    PropertyName next = members.get((i + 1) % members.size());
                    assertTrue(expression != null && expression.reads().contains(next), cycle.toString());
                }
                assertEquals(members.stream().sorted().findFirst().orElseThrow(), members.getFirst());
            }
        }
    }

    private static Map<PropertyName, Integer> places(List<PropertyName> order) {
        Map<PropertyName, Integer> places = new HashMap<>();
        order.forEach(name -> places.put(name, places.size()));
        return places;
    }
}
