package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.engine.derive.Plant.Given;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** That texts which were damaged, and texts of nothing but pieces, are compiled or refused, and nothing else. */
class MutationProperties {

    private static final List<String> GOOD = List.of(
            "flow * pressure / power * 100",
            "running && pressure > suction ? flow : max(0, flowOut)",
            "[flow, flowOut].filter(f, f > 3).map(f, f * 2).exists(x, x > 1)",
            "lookup(level, [0, 1.5, 3], [0, 10, 40]) + convert(bare, 'psi', 'bar')",
            "mode.startsWith('a') || mode in ['auto', 'manual'] ? twin.id + '/' + mode : 'off'",
            "has(temperature) ? mean(temperature, outside) - quantity(2, 'K') : convert(kelvin, 'degC')",
            "property('in') + loop * sqrt(pow(ratio, 2)) - age(flow) / quality(flow)");

    private static final List<String> PIECES = List.of(
            "flow",
            "pressure",
            "pump.speed",
            "mode",
            "running",
            "temperature",
            "humidity",
            "x",
            "twin.id",
            "1",
            "2.5",
            "1e9",
            "0x1F",
            "1u",
            "'a'",
            "\"",
            "'''",
            "r'",
            "b'",
            "\\u0000",
            "\\",
            "+",
            "-",
            "*",
            "/",
            "%",
            "<",
            "==",
            "!",
            "&&",
            "||",
            "?",
            ":",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ".",
            ".?",
            "`",
            "@",
            "#",
            "//",
            "\n",
            " in ",
            ".map(x, ",
            ".all(x, ",
            ".exists_one(x, ",
            ".filter(x, ",
            "has(",
            "age(",
            "quality(",
            "property(",
            "min(",
            "mean(",
            "sum(",
            "lookup(",
            "convert(",
            "quantity(",
            "number(",
            "pow(",
            "sqrt(",
            "isFinite(",
            "size(",
            "'bar'",
            "'degC'",
            "'%'",
            "'m3/h'",
            "null",
            "true",
            "google.protobuf.Any",
            "💧",
            "\ud83d",
            "\u0000",
            "ß");

    @Property(tries = 6_000, shrinking = ShrinkingMode.OFF)
    void aDamagedTextIsCompiledOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
        for (int i = random.nextInt(1, 6); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.setCharAt(at, (char) random.nextInt(0x300));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
            }
        }
        assertCompiledOrRefused(text.toString());
    }

    @Property(tries = 6_000, shrinking = ShrinkingMode.OFF)
    void aTextOfPiecesIsCompiledOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 15); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        assertCompiledOrRefused(text.toString());
    }

    private static void assertCompiledOrRefused(String source) {
        long start = System.nanoTime();
        switch (Expression.compile(source, Plant.VARIABLES, Plant.in("bar"))) {
            case Expression.Outcome.Compiled compiled -> compiled.expression().evaluate(Given.none());
            case Expression.Outcome.Refused refused -> {
                assertFalse(refused.errors().isEmpty());
                for (ExpressionError error : refused.errors()) {
                    assertTrue(error.position() >= 0 && error.position() <= source.length(), error.toString());
                    assertTrue(error.cause().endsWith(".") || error.cause().endsWith("?"), error.toString());
                    assertTrue(error.toString().length() < 900, error.toString());
                }
            }
        }
        assertTrue(System.nanoTime() - start < 2_000_000_000L, source);
    }
}
