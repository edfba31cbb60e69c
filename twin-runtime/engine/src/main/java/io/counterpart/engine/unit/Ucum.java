package io.counterpart.engine.unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.fhir.ucum.BaseUnit;
import org.fhir.ucum.Component;
import org.fhir.ucum.DefinedUnit;
import org.fhir.ucum.ExpressionParser;
import org.fhir.ucum.Factor;
import org.fhir.ucum.Operator;
import org.fhir.ucum.Symbol;
import org.fhir.ucum.Term;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumModel;
import org.fhir.ucum.definitions.XmlDefinitionsParser;
import org.jspecify.annotations.Nullable;

/** What UCUM's codes mean. The library reads a code into its terms; they are multiplied here, exactly. Safe for any thread. */
final class Ucum {

    /** What a symbol may be raised to: without a bound {@code km99999999} is a number of 300 million digits. */
    private static final int EXPONENT_MAX = 32;

    /** Base units per unit, or units per base unit: the factor between any two units is then a double, and not a subnormal one. */
    private static final double FACTOR_MAX = 1e100;

    private static final Pattern ANNOTATION = Pattern.compile("\\{([^{}]*)}");

    /**
     * Annotations that set units apart which UCUM cannot: to UCUM an annotation means nothing, and a volt-ampere is a watt. As part
     * of the code they are still there when it has been stored and read again, and every other reader of UCUM may pass over them.
     * Each marks the code as a whole.
     */
    private static final Set<String> KINDS = Set.of("apparent", "reactive", "torque");

    /** Symbols with a meaning of their own that UCUM reduces to other units: a becquerel is no hertz, a sievert no gray. */
    private static final Map<String, String> MARKS =
            Map.of("Bq", "decay", "Sv", "equivalent", "REM", "equivalent", "mol", "mol");

    /** The scales that do not begin at the absolute zero; the library refuses to convert what has an offset. */
    private static final Map<String, Measure> TEMPERATURES = Map.of(
            "Cel", temperature("1", "1", "273.15"),
            "[degF]", temperature("5", "9", "459.67"),
            "[degRe]", temperature("5", "4", "218.52"));

    /** Names of dimensions for which UCUM has no unit with a name. */
    private static final Map<String, String> COMPOSED_NAMES = Map.ofEntries(
            Map.entry("1", "a plain number"),
            Map.entry("m2", "area"),
            Map.entry("m3", "volume"),
            Map.entry("m/s", "velocity"),
            Map.entry("m/s2", "acceleration"),
            Map.entry("rad/s", "angular velocity"),
            Map.entry("rad/s2", "angular acceleration"),
            Map.entry("kg/m3", "density"),
            Map.entry("kg/s", "mass flow"),
            Map.entry("m3/s", "volume flow"),
            Map.entry("bit", "amount of information"),
            Map.entry("bit/s", "data rate"),
            Map.entry("V.A{apparent}", "apparent power"),
            Map.entry("V.A.h{apparent}", "apparent energy"),
            Map.entry("V.A{reactive}", "reactive power"),
            Map.entry("V.A.h{reactive}", "reactive energy"),
            Map.entry("N.m{torque}", "torque"));

    private static final UcumModel MODEL = read();
    private static final ExpressionParser PARSER = new ExpressionParser(MODEL);

    /** What has been looked up of UCUM's own definitions: no more than it has units. */
    private static final Map<String, Measure> DEFINITIONS = new ConcurrentHashMap<>();

    private static final Map<Dimension, String> NAMES = names();

    private Ucum() {}

    /** @throws UnknownUnit for what is no unit */
    static Measure measure(String code) {
        if (code.isEmpty()) {
            throw new UnknownUnit(code, "is no unit; a plain number's is '1'");
        }
        if (code.length() > Unit.CODE_LENGTH_MAX) {
            throw new UnknownUnit(code, "is longer than the " + Unit.CODE_LENGTH_MAX + " characters a unit may have");
        }
        if (!code.chars().allMatch(Ucum::isLegal) || !isWellFormed(code)) {
            throw new UnknownUnit(code, "is no unit of UCUM");
        }
        try {
            Term term = PARSER.parse(code);
            Measure measure = isOneSymbol(term) ? alone((Symbol) term.getComp()) : product(term);
            double factor = measure.factor().toDouble();
            if (!(factor >= 1 / FACTOR_MAX && factor <= FACTOR_MAX)) {
                throw new UnknownUnit(code, "is too large or too small a unit");
            }
            return new Measure(
                    measure.factor(), measure.zero(), measure.dimension().times(kinds(code)));
        } catch (UcumException | NumberFormatException e) {
            throw new UnknownUnit(code, "is no unit of UCUM", e);
        } catch (ArithmeticException e) {
            throw new UnknownUnit(code, "is no unit: " + e.getMessage(), e);
        }
    }

    /** What a dimension is called, with its base units: {@code pressure (kg·m⁻¹·s⁻²)}. */
    static String describe(Dimension dimension) {
        String name = NAMES.get(dimension);
        if (name == null) {
            return dimension.toString();
        }
        String bases = dimension.toString();
        return bases.isEmpty() ? name : name + " (" + bases + ")";
    }

    /** UCUM's codes are of ASCII's visible characters. */
    static boolean isLegal(int character) {
        return character > ' ' && character <= '~';
    }

    /** What the library lets pass: it takes {@code m)s} for {@code m}, and {@code m//s} for {@code m/s}. */
    private static boolean isWellFormed(String code) {
        String bare = ANNOTATION.matcher(code).replaceAll("1");
        int depth = 0;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth < 0) {
                return false;
            }
        }
        return depth == 0 && !bare.contains("//") && !bare.contains("./");
    }

    private static Dimension kinds(String code) {
        return ANNOTATION
                .matcher(code)
                .results()
                .map(annotation -> annotation.group(1))
                .filter(KINDS::contains)
                .distinct()
                .map(Dimension::of)
                .reduce(Dimension.NONE, Dimension::times);
    }

    /** Whether the code is a symbol that is raised to nothing, and annotations, which the library reads as factors of 1. */
    private static boolean isOneSymbol(Term term) {
        if (!(term.getComp() instanceof Symbol symbol) || symbol.getExponent() != 1) {
            return false;
        }
        for (Term rest = term; rest.hasTerm(); rest = rest.getTerm()) {
            boolean isAnnotation = rest.getOp() == Operator.MULTIPLICATION
                    && rest.getTerm().getComp() instanceof Factor factor
                    && factor.getValue() == 1;
            if (!isAnnotation) {
                return false;
            }
        }
        return true;
    }

    private static Measure alone(Symbol symbol) throws UcumException {
        if (!isSpecial(symbol)) {
            return of(symbol);
        }
        // A logarithm, or another function, converts to itself with another prefix (dB to B) and to nothing else: what
        // it
        // is the logarithm of is no multiple of it.
        String code = symbol.getUnit().getCode();
        Measure scale = TEMPERATURES.getOrDefault(code, Measure.of(code));
        return new Measure(scale.factor().times(prefix(symbol)), scale.zero(), scale.dimension());
    }

    private static Measure product(Term terms) throws UcumException {
        Measure product = Measure.ONE;
        boolean divides = false;
        for (@Nullable Term term = terms; term != null; term = term.getTerm()) {
            if (term.hasComp()) {
                Measure factor = of(term.getComp());
                product = product.times(divides ? factor.power(-1) : factor);
            }
            divides = term.getOp() == Operator.DIVISION;
        }
        return product;
    }

    private static Measure of(Component component) throws UcumException {
        return switch (component) {
            case Term term -> product(term);
            case Factor factor -> Measure.of(Fraction.of(factor.getValue()));
            case Symbol symbol -> of(symbol);
            default -> throw new UcumException("a component of a new kind: " + component.getClass());
        };
    }

    private static Measure of(Symbol symbol) throws UcumException {
        if (isSpecial(symbol)) {
            throw new ArithmeticException(symbol.getUnit().getCode() + " may only stand alone");
        }
        int exponent = symbol.getExponent();
        if (exponent < -EXPONENT_MAX || exponent > EXPONENT_MAX) {
            throw new ArithmeticException("its exponent is beyond " + EXPONENT_MAX);
        }
        Measure unit = symbol.getUnit() instanceof DefinedUnit defined
                ? definition(defined)
                : Measure.of(((BaseUnit) symbol.getUnit()).getCode());
        return Measure.of(prefix(symbol)).times(unit).power(exponent);
    }

    private static Measure definition(DefinedUnit unit) throws UcumException {
        Measure known = DEFINITIONS.get(unit.getCode());
        if (known != null) {
            return known;
        }
        Fraction number = Fraction.of(unit.getValue().getValue().asDecimal());
        Measure measure =
                Measure.of(number).times(product(PARSER.parse(unit.getValue().getUnit())));
        // What UCUM defines as 1 of nothing (the bit, an assay's [iU]) is no number, and nothing but itself.
        String mark = measure.equals(Measure.ONE) ? unit.getCode() : MARKS.get(unit.getCode());
        if (mark != null) {
            measure = measure.times(Measure.of(mark));
        }
        DEFINITIONS.put(unit.getCode(), measure);
        return measure;
    }

    private static boolean isSpecial(Symbol symbol) {
        return symbol.getUnit() instanceof DefinedUnit defined && defined.isSpecial();
    }

    private static Fraction prefix(Symbol symbol) {
        return symbol.hasPrefix() ? Fraction.of(symbol.getPrefix().getValue().asDecimal()) : Fraction.ONE;
    }

    /**
     * @param kelvins that are as much as so many {@code degrees}
     * @param zeroBelow how many degrees below the scale's zero the absolute zero lies
     */
    private static Measure temperature(String kelvins, String degrees, String zeroBelow) {
        Fraction kelvinsPerDegree = Fraction.of(kelvins).dividedBy(Fraction.of(degrees));
        return new Measure(kelvinsPerDegree, Fraction.of(zeroBelow).times(kelvinsPerDegree), Dimension.of("K"));
    }

    private static Map<Dimension, String> names() {
        Map<Dimension, String> names = new HashMap<>();
        for (BaseUnit unit : MODEL.getBaseUnits()) {
            names.put(Dimension.of(unit.getCode()), unit.getProperty());
        }
        COMPOSED_NAMES.forEach((code, name) -> names.put(measure(code).dimension(), name));
        for (DefinedUnit unit : MODEL.getDefinedUnits()) {
            if (unit.getClass_().equals("si") && !unit.isSpecial()) {
                names.putIfAbsent(measure(unit.getCode()).dimension(), unit.getProperty());
            } else if (unit.isSpecial()) {
                names.putIfAbsent(Dimension.of(unit.getCode()), unit.getProperty());
            }
        }
        return Map.copyOf(names);
    }

    private static UcumModel read() {
        try (InputStream table = Objects.requireNonNull(
                UcumModel.class.getResourceAsStream("/ucum-essence.xml"), "UCUM's table is not in its jar")) {
            return new XmlDefinitionsParser().parse(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UcumException e) {
            throw new IllegalStateException("UCUM's table cannot be read", e);
        }
    }
}
