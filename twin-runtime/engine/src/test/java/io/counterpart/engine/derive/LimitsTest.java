package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.engine.derive.Plant.Given;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That no text costs more than some milliseconds, neither to compile nor to evaluate. */
class LimitsTest {

    /** Milliseconds for an unhurried machine, times what a busy one may take. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static final Given VALUES =
            Given.none().with("bare", 4.0).with("running", true).with("mode", "x".repeat(200));

    @BeforeAll
    static void warm() {
        // Loading the parser's tables is no part of what is measured.
        Plant.compile("[bare, 2].exists(x, x > 1) ? size(mode + 'a') : min(bare, 2)")
                .evaluate(VALUES);
    }

    private static String list(int size) {
        return IntStream.range(0, size).mapToObj(_ -> "1").collect(Collectors.joining(",", "[", "]"));
    }

    private static String nested(String before, String middle, String after, int depth) {
        return before.repeat(depth) + middle + after.repeat(depth);
    }

    static List<String> bombs() {
        return List.of(
                // Size and depth.
                "1" + "+1".repeat(2_048),
                "x".repeat(100_000),
                "(".repeat(2_000) + "1" + ")".repeat(2_000),
                "[".repeat(2_000),
                nested("(", "1", ")", 64),
                nested("[", "1", "]", 64),
                nested("abs(", "1", ")", 64),
                nested("running ? 1 : ", "1", "", 64),
                "1" + "+1".repeat(70),
                "running" + ".a".repeat(1_500),
                "f" + "(f".repeat(1_000),
                // Loops in loops.
                "%1$s.all(a, %1$s.all(b, %1$s.all(c, a + b + c > 0)))".formatted(list(300)),
                "%1$s.exists(a, %1$s.exists(b, a * b < 0))".formatted(list(40)),
                loopsInLoops(20),
                list(1_001) + ".exists(x, x < 0)",
                "(%1$s + %1$s).exists(x, x < 0) && %1$s.exists(x, x < 0)".formatted(list(400)),
                "size(%s.map(x, size(%s))) > 0".formatted(list(900), list(900)),
                // Lists that grow.
                "size(" + list(900) + " + " + list(200) + ")",
                "size([1]" + ".map(x, x)".repeat(40) + ")",
                // Texts that grow.
                "size(" + "mode + ".repeat(40) + "mode)",
                "mode + mode",
                "size(['a'].map(x, x" + " + x".repeat(60) + ").map(y, y" + " + y".repeat(60) + "))",
                "'" + "x".repeat(300) + "'",
                // Patterns, times, messages.
                "mode.matches('(a+)+$')",
                "timestamp('9999-12-31T23:59:59Z')",
                "google.protobuf.Any{type_url: mode}",
                // Numbers.
                "1e308 * 1e308",
                "pow(10, 1000)",
                "exp(exp(exp(10)))",
                "9".repeat(4_000),
                "0." + "1".repeat(4_000) + "e-99999999999",
                "1e99999999999",
                "pow(quantity(1, 'km'), 1e9)",
                "quantity(1, 'm99999999')",
                "quantity(1, '" + "(".repeat(250) + "')",
                "quantity(1, 'm')" + " * quantity(1, 'km')".repeat(60));
    }

    /** Each of two elements in each of two elements, and so on. */
    private static String loopsInLoops(int depth) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            source.append("[1,2].all(v").append(i).append(", ");
        }
        return source.append("true").append(")".repeat(depth)).toString();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBombIsRefusedOrGivesNothingAtOnce(String source) {
        assertTimeoutPreemptively(AT_ONCE, () -> {
            if (Expression.compile(source, Plant.VARIABLES) instanceof Expression.Outcome.Compiled compiled) {
                Result result = compiled.expression().evaluate(VALUES);
                boolean isSmall = switch (result) {
                    case Result.Failed _ -> true;
                    case Result.OfNumber number -> number.value() <= 1_000;
                    case Result.OfTruth _, Result.OfText _, Result.Missing _ -> true;
                };
                assertTrue(isSmall, source);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dearest")
    void theDearestThatIsAllowedTakesMilliseconds(String source) {
        Expression expression = Plant.compile(source);
        expression.evaluate(VALUES);

        assertTimeoutPreemptively(Duration.ofMillis(100), () -> expression.evaluate(VALUES));
    }

    static List<String> dearest() {
        return List.of(
                list(1_000) + ".all(x, x > 0)",
                "size(" + list(1_000) + ".map(x, x * bare))",
                "size(" + list(1_000) + ".filter(x, x > 0)) > 0",
                "%1$s.all(a, %1$s.all(b, a * b > 0))".formatted(list(31)),
                list(900) + ".all(x, x < 0 || pow(sin(x), cos(x)) + exp(x) * ln(x + 1) > -1000)");
    }

    @Test
    void loopsAreCountedWithinLoops() {
        assertEquals(
                "Its loops can go round 1056 times; 1000 are allowed.",
                Plant.refusal("%1$s.all(a, %1$s.all(b, a > b))".formatted(list(32)))
                        .cause());
        assertTrue(Plant.refusal(loopsInLoops(63)).cause().contains("more than 10^15"));
        assertInstanceOf(
                Expression.Outcome.Compiled.class,
                Expression.compile("%1$s.all(a, %1$s.all(b, a > b))".formatted(list(31)), Plant.VARIABLES));
    }

    @Test
    void stepsAreCounted() {
        String source = list(950) + ".all(x, x" + " + x * x".repeat(60) + " > 0)";

        assertTrue(Plant.refusal(source).cause().startsWith("It can take "), source);
    }

    @Test
    void aListMayHaveAThousandElements() {
        assertEquals(1_000, Plant.number(Plant.compile("size(" + list(1_000) + ")"), VALUES));
        assertEquals(
                "This list has 1001 elements; it may have 1000.",
                Plant.refusal("size(" + list(1_001) + ")").cause());
        assertEquals(
                new Result.Failed(1_207, "A list would have more than 1000 elements."),
                Plant.compile("size(" + list(600) + " + " + list(401) + ")").evaluate(VALUES));
    }

    @Test
    void aTextMayHave256Characters() {
        assertEquals(
                new Result.OfText("x".repeat(200) + "💧".repeat(56), 100),
                Plant.compile("mode + '" + "💧".repeat(56) + "'").evaluate(VALUES));
        assertEquals(
                new Result.Failed(5, "What is joined here is longer than 256 characters."),
                Plant.compile("mode + '" + "💧".repeat(57) + "'").evaluate(VALUES));
    }

    @Test
    void aSourceMayHave4096Characters() {
        String rest = "* 1 // ";

        assertInstanceOf(
                Expression.Outcome.Compiled.class,
                Expression.compile("bare" + rest + "💧".repeat(4_096 - 4 - rest.length()), Plant.VARIABLES));
        assertTrue(Plant.refusal("bare" + rest + "💧".repeat(4_097 - 4 - rest.length()))
                .cause()
                .startsWith("It is longer than the 4096"));
    }

    @Test
    void aChainOfOperatorsMayBe64Long() {
        assertEquals(65, Plant.number(Plant.compile("1" + "+1".repeat(64)), VALUES));
        assertTrue(Plant.refusal("1" + "+1".repeat(65)).cause().startsWith("It is nested deeper"));
    }
}
