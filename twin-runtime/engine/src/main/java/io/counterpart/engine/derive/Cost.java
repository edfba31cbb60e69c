package io.counterpart.engine.derive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation can cost at most. It is known before the first: lists are written out, or made of such, and a loop makes none that is
 * longer than the one it goes through. So nothing has to be counted while values come.
 *
 * @param steps parts that are visited; doubles, for their products have no bound
 * @param iterations rounds of all loops
 * @param size elements of the list that it gives
 */
record Cost(double steps, double iterations, int size) {

    private static final Cost ONE = new Cost(1, 0, 0);

    /** Elements that are copied or compared while a part is visited. */
    private static final double ELEMENTS_A_STEP = 16;

    /** What a function of texts, or a table, takes. */
    private static final double STEPS_OF_FUNCTION = 4;

    /** @throws Refusal where it is more than is allowed */
    static void check(Syntax syntax) {
        Cost cost = of(syntax, new HashMap<>());
        if (cost.iterations > Limits.ITERATIONS_MAX) {
            throw new Refusal(
                    syntax.position(),
                    "Its loops can go round " + number(cost.iterations) + " times; " + number(Limits.ITERATIONS_MAX)
                            + " are allowed.",
                    "Use shorter lists, or no loop inside another.");
        }
        if (cost.steps > Limits.STEPS_MAX) {
            throw new Refusal(
                    syntax.position(),
                    "It can take " + number(cost.steps) + " steps; " + number(Limits.STEPS_MAX) + " are allowed.",
                    "Use shorter lists, or do less in a loop.");
        }
    }

    private static String number(double count) {
        return count < 1e15 ? Long.toString((long) count) : "more than 10^15";
    }

    /** @param sizes how long the lists of loops around can become */
    private static Cost of(Syntax syntax, Map<String, Integer> sizes) {
        return switch (syntax) {
            case Syntax.Literal _ -> ONE;
            case Syntax.Name name -> new Cost(1, 0, sizes.getOrDefault(name.name(), 0));
            case Syntax.Sequence sequence -> {
                Cost all = sum(sequence.elements().stream()
                        .map(element -> of(element, sizes))
                        .toList());
                yield new Cost(
                        all.steps + 1, all.iterations, sequence.elements().size());
            }
            case Syntax.Call call -> ofCall(call, sizes);
            case Syntax.Loop loop -> ofLoop(loop, sizes);
        };
    }

    private static Cost ofCall(Syntax.Call call, Map<String, Integer> sizes) {
        List<Cost> arguments =
                call.arguments().stream().map(argument -> of(argument, sizes)).toList();
        Cost all = sum(arguments);
        boolean isOfTexts = call.arguments().stream().anyMatch(argument -> argument.kind() == Kind.TEXT);
        int size = call.function().equals("_+_")
                ? Math.min(all.size, Limits.LIST_MAX)
                : arguments.stream().mapToInt(Cost::size).max().orElse(0);
        return new Cost(
                all.steps + 1 + all.size / ELEMENTS_A_STEP + (isOfTexts ? STEPS_OF_FUNCTION : 0),
                all.iterations,
                call.kind().isList() ? size : 0);
    }

    private static Cost ofLoop(Syntax.Loop loop, Map<String, Integer> sizes) {
        Cost range = of(loop.range(), sizes);
        Map<String, Integer> inside = new HashMap<>(sizes);
        inside.put(loop.accumulator(), loop.initial().kind().isList() ? range.size : 0);
        Cost round = sum(List.of(of(loop.condition(), inside), of(loop.step(), inside)));
        Cost around = sum(List.of(of(loop.initial(), inside), of(loop.result(), inside)));
        return new Cost(
                range.steps + around.steps + range.size * (1 + round.steps),
                range.iterations + around.iterations + range.size * (1 + round.iterations),
                loop.kind().isList() ? range.size : 0);
    }

    private static Cost sum(List<Cost> costs) {
        double steps = 0;
        double iterations = 0;
        int size = 0;
        for (Cost cost : costs) {
            steps += cost.steps;
            iterations += cost.iterations;
            size += cost.size;
        }
        return new Cost(steps, iterations, size);
    }
}
