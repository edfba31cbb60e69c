package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.derive.Plant.Given;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Given VALUES = Given.none()
            .with("bare", 4.0, 80, Plant.NOW - 90_000)
            .with("starts", 3, 60, Plant.NOW + 500)
            .with("running", true)
            .with("mode", "auto")
            .with("in", 2.0)
            .with("loop", 5.0)
            .with("pump.speed", 1_450.0);

    private static Result evaluate(String source) {
        return Plant.compile(source).evaluate(VALUES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                "bare * 2 + 1 | 9",
                "bare / 3 * 3 | 4",
                "2 - -bare | 6",
                "1 / 2 | 0.5",
                "bare > 3 ? 10 : 20 | 10",
                "mode == 'auto' ? 1 : 0 | 1",
                "mode in ['auto', 'manual'] ? 1 : 0 | 1",
                "4 in [1, bare] ? 1 : 0 | 1",
                "0 in [-0.0] ? 1 : 0 | 1",
                "mode.startsWith('au') && mode.endsWith('to') && mode.contains('ut') ? 1 : 0 | 1",
                "size('💧💧') + 'ab'.size() + size([1, 2, 3]) | 7",
                "min(3, bare, 2.5) | 2.5",
                "max([1, bare, 3]) | 4",
                "mean(1, 2, 6) | 3",
                "sum([1, 2].map(x, x * bare)) | 12",
                "[1, 5, 9].exists_one(x, x > 6) ? 1 : 0 | 1",
                "[1, 5, 9].all(x, x > 0) ? 1 : 0 | 1",
                "size([1, 5, 9].filter(x, x > bare)) | 2",
                "abs(-3) + sqrt(16) + pow(2, 10) | 1031",
                "exp(0) + ln(1) + sin(0) + cos(0) | 2",
                "round(2.5) | 3",
                "round(-2.5) | -3",
                "round(0.49999999999999994) | 0",
                "floor(-1.5) + ceil(-1.5) | -3",
                "clamp(bare, 0, 3) | 3",
                "clamp(-1, 0, 3) | 0",
                "lookup(bare, [0, 4, 8], [0, 10, 40]) | 10",
                "lookup(5, [0, 4, 8], [0, 10, 40]) | 17.5",
                "lookup(-0.0, [0, 4], [7, 9]) | 7",
                "quality(bare) | 80",
                "age(bare) + quantity(0, 's') | 90",
                "age(starts) + quantity(0, 's') | -0.5",
                "has(bare) && !has(standby) ? 1 : 0 | 1",
                "isFinite(1 / (bare - 4)) ? 1 : 0 | 0",
                "isFinite(bare) ? 1 : 0 | 1",
                "isFinite(flow * 2) ? 1 : 0 | 0",
                "property('in') + loop | 7",
                "has(property('in')) ? 1 : 0 | 1",
                ".bare * 1 | 4",
                "bare * /* no comment, no expression */ 1 | refused",
                "bare * 1 // a comment | 4",
            })
    void aNumberComesOut(String source, String expected) {
        if (expected.equals("refused")) {
            assertInstanceOf(Expression.Outcome.Refused.class, Expression.compile(source, Plant.VARIABLES));
            return;
        }
        assertEquals(Double.parseDouble(expected), Plant.number(Plant.compile(source), VALUES));
    }

    @Test
    void theTwinItselfCanBeNamed() {
        assertEquals(
                new Result.OfText("pump-7 of dtmi:com:example:Pump;1", 100), evaluate("twin.id + ' of ' + twin.type"));
    }

    @Test
    void aComponentsPropertyIsNamedByDots() {
        assertEquals(1_450, Plant.number(Plant.compile("pump.speed"), VALUES));
        assertEquals(
                Set.of(new PropertyName("pump.speed")),
                Plant.compile("pump.speed * 2").reads());
    }

    @Test
    void aPropertyOfTheTwinsNameHidesIt() {
        Variables variables =
                Variables.of(List.of(new Variables.Variable(new PropertyName("twin.id"), ValueSchema.INTEGER, null)));

        assertInstanceOf(Expression.Outcome.Compiled.class, Expression.compile("twin.id + 1", variables));
    }

    // ---- no value ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow * 2",
                "flow > quantity(1, 'm3/h')",
                "bare + number(flow, 'm3/h')",
                "running && flow > 1",
                "flow > 1 && running",
                "!(flow > 1)",
                "flow > 1 ? 1 : 2",
                "min(1, bare, number(flow, 'm3/h'))",
                "max([1, number(flow, 'm3/h')])",
                "quality(flow)",
                "age(flow)",
                "clamp(1, 0, number(flow, 'm3/h'))",
                "lookup(flow, [0, 1], [0, 1])",
                "[number(flow, 'm3/h')].exists(x, x > 0)",
                "number(flow, 'm3/h') in [1]"
            })
    void whatIsMissingMakesTheResultMissing(String source) {
        assertEquals(new Result.Missing(new PropertyName("flow")), evaluate(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "running || flow > 1",
                "flow > 1 || running",
                "!(!running && flow > 1)",
                "!(flow > 1 && !running)",
                "running ? true : flow > 1",
                "[1, number(flow, 'm3/h')].size() == 2 || running",
                "[1, 0].exists(x, 1 / x > 0.5)",
                "[0, 1].exists(x, 1 / x > 0.5)"
            })
    void whatDoesNotMatterMayBeMissing(String source) {
        assertEquals(
                true, assertInstanceOf(Result.OfTruth.class, evaluate(source)).value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                "bare / (bare - 4) | 5 | It would divide by zero.",
                "0 / 0 | 2 | It would divide by zero.",
                "1 / -0.0 | 2 | It would divide by zero.",
                "1e308 * 10 | 6 | The number would be too large.",
                "sqrt(-1) | 4 | 'sqrt' has no value there.",
                "ln(0) > -5 | 2 | 'ln' has no value there.",
                "pow(-8, 1.5) | 3 | 'pow' has no value there.",
                "pow(0, -1) | 3 | 'pow' has no value there.",
                "exp(1000) | 3 | 'exp' has no value there.",
                "1 / exp(1000) | 7 | 'exp' has no value there.",
                "clamp(1, 3, 2) | 5 | The lowest number for clamp is above the highest.",
                "lookup(5, [0, 4], [0, 1]) | 6 | The number is outside of the table.",
                "mean([1].filter(x, x > 1)) | 4 | 'mean' has no value here.",
                "min([1].filter(x, x > 1)) | 3 | 'min' has no value here.",
                "1 / 0 > 1 && running | 2 | It would divide by zero.",
                "1 / 0 > 1 || flow > 1 | 2 | It would divide by zero.",
            })
    void whatHasNoValueSaysWhereAndWhy(String source, int position, String reason) {
        assertEquals(new Result.Failed(position, reason), evaluate(source));
    }

    @Test
    void aSumOfNothingIsZero() {
        assertEquals(0, Plant.number(Plant.compile("sum([1].filter(x, x > 1))"), VALUES));
    }

    @Test
    void aNumberThatIsNoneIsNoValue() {
        Given broken = Given.none().with("bare", Double.NaN);

        assertEquals(
                new Result.Failed(0, "'bare' is no finite number."),
                Plant.compile("bare > 1").evaluate(broken));
    }

    @Test
    void aTextThatIsTooLongIsNoValue() {
        Given given = Given.none().with("mode", "x".repeat(257));

        assertInstanceOf(Result.Failed.class, Plant.compile("mode == 'x'").evaluate(given));
        assertInstanceOf(
                Result.OfText.class, Plant.compile("mode").evaluate(Given.none().with("mode", "💧".repeat(256))));
    }

    // ---- quality ----

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                "1 + 1 | 100",
                "bare + 1 | 80",
                "bare + starts | 60",
                "running ? bare : starts | 80",
                "running || starts > 0 ? 1 : 0 | 100",
                "quality(starts) | 100",
                "age(starts) | 100",
                "has(starts) ? 1 : 0 | 100",
                "isFinite(starts) ? 1 : 0 | 60",
            })
    void theQualityIsTheLowestOfWhatWasRead(String source, int quality) {
        assertEquals(
                quality,
                assertInstanceOf(Result.OfNumber.class, evaluate(source)).quality());
    }

    // ---- what it reads ----

    @Test
    void whatIsAskedInAnyWayIsRead() {
        Expression expression = Plant.compile("has(bare) && age(starts) > 1 && quality(loop) > 2 ? 1 : 0");

        assertEquals(
                List.of("bare", "loop", "starts"),
                expression.reads().stream().map(PropertyName::value).toList());
    }

    // ---- the property that it is for ----

    @ParameterizedTest
    @CsvSource({
        "INTEGER, bare / 8, false",
        "INTEGER, round(bare / 8), true",
        "INTEGER, 1e10, false",
        "LONG, 1e10, true",
        "LONG, 1e300, false",
        "LONG, 0.5, false",
        "FLOAT, 1e300, false",
        "FLOAT, 0.1, true",
        "DOUBLE, 1e300, true",
    })
    void theResultIsOneOfThePropertysSchema(ValueSchema schema, String source, boolean fits) {
        Expression expression = Plant.compiled(Expression.compile(source, Plant.VARIABLES, new Target(schema, null)));

        Result result = expression.evaluate(VALUES);

        assertEquals(fits, result instanceof Result.OfNumber, result.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLE, running, false",
        "DOUBLE, mode, false",
        "DOUBLE, bare, true",
        "BOOLEAN, running, true",
        "BOOLEAN, bare, false",
        "STRING, mode, true",
        "STRING, running, false",
        "DOUBLES, bare, false",
        "DOUBLES, [bare], false",
    })
    void theKindIsThatOfTheProperty(ValueSchema schema, String source, boolean fits) {
        assertEquals(
                fits,
                Expression.compile(source, Plant.VARIABLES, new Target(schema, null))
                        instanceof Expression.Outcome.Compiled);
    }

    // ---- what is refused ----

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                "presure * 2 | 0 | There is no property 'presure'. | Did you mean 'pressure'?",
                "2 * has(flowX) | 8 | There is no property 'flowX'. | Did you mean 'flow'?",
                "pump.sped | 4 | There is no property 'pump.sped'. | Did you mean 'pump.speed'?",
                "has(1 + 2) | 3 | 'has' takes a property's name, and nothing else. | Write has(pressure), with a property in place of pressure.",
                "age() | 3 | 'age' takes a property's name, and nothing else. | Write age(pressure), with a property in place of pressure.",
                "property(bare) | 8 | 'property' takes the name of a property as a text. | Write property('in').",
                "bare + mode | 5 | '+' does not work on a number and a text. | Use values of the kind that it works on.",
                "running && bare | 8 | '&&' does not work on true or false and a number. | Compare first, as in pressure > 3.",
                "-mode | 0 | '-' does not work on a text. | Use values of the kind that it works on.",
                "running ? 1 : 'a' | 8 | Before '?' stands true or false, and the two after it are a number and a text. | Write condition ? one : other, with two values of one kind.",
                "min(bare) | 3 | 'min' does not take a number. | Write min(x, y), of up to ten numbers or of one list.",
                "log(bare) | 3 | There is no function 'log'. | Write ln(x); the logarithm to the base of ten is ln(x) / ln(10).",
                "sqr(bare) | 3 | There is no function 'sqr'. | Did you mean 'sqrt'?",
                "bare ^ 2 | 5 | '^' means nothing here. | Write pow(x, 2) for a power.",
                "bare = 2 | 5 | '=' means nothing here. | Write == to compare.",
                "bare % 2 | 5 | There is no operator '%'. | Write x - floor(x / y) * y for the remainder of x / y.",
                "bare * | 6 | The text ends where something is missing. | Write a value, or close a bracket.",
                "(bare | 5 | ')' is missing here. | Write it.",
                "bare * * 2 | 7 | '*' cannot stand here. | Correct what is before it.",
                "'abc | 0 | This text has no end. | Close it by the quote that it begins with.",
                "null | 0 | There is no null. | Write has(x) to ask whether a property has a value.",
                "1u | 0 | There are no unsigned numbers. | Leave the 'u' away.",
                "b'a' | 0 | There are no such values. | Use numbers, texts, true and false.",
                "1e400 | 0 | This number is too large. | Numbers go up to 1.7e308.",
                "9223372036854775808 | 0 | This number is too large. | Write it as 1.5e20.",
                "9007199254740993 | 0 | This whole number is beyond 2^53, where numbers are not exact any more. | Write it with a decimal point if the nearest number will do.",
                "spectrum | 0 | 'spectrum' is an array, and arrays cannot be read yet. | Use properties that are numbers, texts, or true and false.",
                "[1].map(bare, bare) | 7 | The name 'bare' is taken. | Give the elements of the list another name.",
                "[1].map(pump, pump) | 7 | The name 'pump' is taken. | Give the elements of the list another name.",
                "[true] == [true] | 7 | Lists cannot be compared. | Compare their elements.",
                "lookup(bare, [1, 2], [3]) | 21 | The table has 2 and 1 numbers. | Write as many of the one as of the other, and two at least.",
                "lookup(bare, [2, 2], [3, 4]) | 13 | The first numbers of a table must ascend, and 2.0 does not. | Sort the table, and leave out what is there twice.",
                "lookup(bare, [2, bare], [3, 4]) | 13 | A table is two lists of numbers that are written out. | Write [0, 1.5, 3].",
            })
    void whatIsWrongIsSaidWhereAndHow(String source, int position, String cause, String remedy) {
        assertEquals(new ExpressionError(position, cause, remedy), Plant.refusal(source));
    }

    @Test
    void aPositionCountsLinesBeforeIt() {
        assertEquals(8, Plant.refusal("bare\n + unknown").position());
    }

    @Test
    void aPositionCountsCharsAndNotCodePoints() {
        assertEquals(8, Plant.refusal("'💧' == presure").position());
    }

    @Test
    void severalErrorsAreToldAtOnce() {
        Expression.Outcome outcome = Expression.compile("a + b * tan(c)", Plant.VARIABLES);

        List<ExpressionError> errors =
                assertInstanceOf(Expression.Outcome.Refused.class, outcome).errors();
        assertEquals(
                List.of(0, 4, 11),
                errors.stream().map(ExpressionError::position).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp('2026-01-01T00:00:00Z')",
                "duration('1h')",
                "now()",
                "mode.matches('a+')",
                "type(bare)",
                "dyn(bare)",
                "string(bare)",
                "getClass()",
                "bare.getClass()",
                "google.protobuf.Timestamp{seconds: 1}",
                "{'a': 1}",
                "{}",
                "[1, 2][0]",
                "optional.of(1)",
                "bare.?x",
                "cel.bind(x, 1, x)",
                "math.greatest(1, 2)",
                "[[1]]",
                "[1, 'a']",
                "[]",
                "[1, 2]",
                "@result",
                "__comprehension__",
                "twin",
                "twin.name",
                "has(twin.id)"
            })
    void whatIsNotOfferedIsRefused(String source) {
        assertInstanceOf(Expression.Outcome.Refused.class, Expression.compile(source, Plant.VARIABLES));
    }

    // ---- variables ----

    @Test
    void theVariablesOfATypeAreItsProperties() {
        Variables variables = Variables.ofProperties(List.of(
                new TypeDefinition.Property(new PropertyName("pressure"), ValueSchema.DOUBLE, "bar", null, null),
                new TypeDefinition.Property(new PropertyName("odd"), ValueSchema.DOUBLE, "widgets", null, null)));

        assertEquals("bar", String.valueOf(variables.all().getFirst().unit()));
        assertEquals("null", String.valueOf(variables.all().getLast().unit()));
    }

    @Test
    void twoPropertiesOfANameAreRefused() {
        Variables.Variable one = Plant.number("x", null);

        assertThrows(IllegalArgumentException.class, () -> Variables.of(List.of(one, one)));
    }

    @Test
    void aTypeWithoutPropertiesSaysSo() {
        Expression.Outcome outcome = Expression.compile("x", Variables.of(List.of()));

        assertTrue(Plant.refusal(outcome).remedy().contains("no properties"));
        assertFalse(Plant.refusal(outcome).cause().isEmpty());
    }
}
