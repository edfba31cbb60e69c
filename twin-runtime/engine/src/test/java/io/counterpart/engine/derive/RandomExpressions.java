package io.counterpart.engine.derive;

import io.counterpart.engine.derive.Plant.Given;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Expressions over properties without units, and values for them: some of them missing, some extreme. */
final class RandomExpressions {

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    Given values() {
        Given given = Given.none();
        for (String name : new String[] {"bare", "starts"}) {
            if (random.nextInt(10) > 0) {
                given.with(name, anyNumber(), random.nextInt(101), Plant.NOW - random.nextInt(5_000) + 1_000);
            }
        }
        for (String name : new String[] {"running", "standby"}) {
            if (random.nextInt(10) > 0) {
                given.with(name, random.nextBoolean());
            }
        }
        if (random.nextInt(10) > 0) {
            given.with("mode", any("", "auto", "manual", "Ünï 💧", "x".repeat(200)));
        }
        return given;
    }

    private double anyNumber() {
        double[] extremes = {0, -0.0, 1, -1, 2.5, 1e-300, 1e300, Double.MAX_VALUE};
        return random.nextInt(4) == 0 ? extremes[random.nextInt(extremes.length)] : random.nextDouble(-100, 100);
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String number(int depth) {
        int to = depth - 1;
        if (depth == 0 || random.nextInt(6) == 0) {
            return any(
                    "bare",
                    "starts",
                    "0",
                    "1",
                    "2.5",
                    "-3",
                    "100",
                    "1e308",
                    "1e-9",
                    "quality(bare)",
                    "number(age(starts), 's')");
        }
        return switch (random.nextInt(9)) {
            case 0, 1, 2 ->
                any("(%s + %s)", "(%s - %s)", "(%s * %s)", "(%s / %s)").formatted(number(to), number(to));
            case 3 ->
                any("pow(%s, %s)", "min(%s, %s)", "max(%s, 1, %s)", "mean(%s, %s)", "clamp(bare, %s, %s)")
                        .formatted(number(to), number(to));
            case 4 ->
                any("-(%s)", "abs(%s)", "sqrt(%s)", "exp(%s)", "ln(%s)", "sin(%s)", "cos(%s)", "round(%s)", "floor(%s)")
                        .formatted(number(to));
            case 5 -> "lookup(%s, [-10, 0, 0.5, 100], [3, -1, 7, 1e6])".formatted(number(to));
            case 6 -> "(%s ? %s : %s)".formatted(truth(to), number(to), number(to));
            case 7 ->
                any("sum(%s)", "min(%s)", "max(%s)", "mean(%s)", "size(%s)", "%s.size()")
                        .formatted(list(to));
            default -> "size(%s)".formatted(text(to));
        };
    }

    String truth(int depth) {
        int to = depth - 1;
        if (depth == 0 || random.nextInt(6) == 0) {
            return any("running", "standby", "true", "false", "has(bare)", "has(mode)", "has(running)");
        }
        return switch (random.nextInt(10)) {
            case 0, 1 ->
                any("(%s < %s)", "(%s <= %s)", "(%s > %s)", "(%s >= %s)", "(%s == %s)", "(%s != %s)")
                        .formatted(number(to), number(to));
            case 2, 3, 4 -> any("(%s && %s)", "(%s || %s)", "(%s == %s)").formatted(truth(to), truth(to));
            case 5 -> "!(%s)".formatted(truth(to));
            case 6 -> "(%s ? %s : %s)".formatted(truth(to), truth(to), truth(to));
            case 7 -> "(%s in %s)".formatted(number(to), list(to));
            case 8 ->
                any("%s.exists(x, %s)", "%s.all(x, %s)", "%s.exists_one(x, %s)").formatted(list(to), predicate());
            default ->
                any(
                                "(%s == 'auto')",
                                "(%s != mode)",
                                "(%s in ['auto', mode])",
                                "(%s).startsWith('a')",
                                "(%s).endsWith('l')",
                                "(%s).contains(mode)")
                        .formatted(text(to));
        };
    }

    String text(int depth) {
        int to = depth - 1;
        if (depth == 0 || random.nextInt(4) == 0) {
            return any("mode", "twin.id", "twin.type", "'auto'", "'💧'", "''");
        }
        return random.nextBoolean()
                ? "(%s + %s)".formatted(text(to), text(to))
                : "(%s ? %s : %s)".formatted(truth(to), text(to), text(to));
    }

    private String list(int depth) {
        int to = depth - 1;
        if (depth <= 0 || random.nextInt(2) == 0) {
            return IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(_ -> number(Math.max(0, to)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return switch (random.nextInt(4)) {
            case 0 -> "(%s + %s)".formatted(list(to), list(to));
            case 1 -> "%s.filter(x, %s)".formatted(list(to), predicate());
            case 2 ->
                any("%s.map(x, x * bare)", "%s.map(x, x > 0, 1 / x)", "%s.map(x, ln(x))")
                        .formatted(list(to));
            default -> "(%s ? %s : %s)".formatted(truth(to), list(to), list(to));
        };
    }

    /** On x: some without a value for some elements. */
    private String predicate() {
        return any(
                "x > 0",
                "1 / x > 0.1",
                "x == bare",
                "running || x > 1",
                "running && ln(x) < 2",
                "[1, 2].exists(y, y == x)");
    }
}
