package io.counterpart.engine.unit;

import java.util.Map;
import java.util.Optional;

/**
 * Units as people and devices write them: by DTDL's names ({@code degreeCelsius}), by the symbols that everybody uses ({@code °C},
 * {@code psi}, {@code m³/h}), or by UCUM's codes ({@code Cel}, {@code [psi]}, {@code m3/h}), in this order.
 *
 * <p>A symbol that is a code of UCUM's too is taken for what people mean by it: {@code ft} is a foot, and no femtotonne. One that people
 * use for two things is not here: {@code lb} is a mass to some and a force to others.
 */
public final class UnitWords {

    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("°C", "Cel"),
            Map.entry("℃", "Cel"),
            Map.entry("degC", "Cel"),
            Map.entry("°F", "[degF]"),
            Map.entry("℉", "[degF]"),
            Map.entry("degF", "[degF]"),
            Map.entry("°", "deg"),
            Map.entry("psi", "[psi]"),
            Map.entry("inHg", "[in_i'Hg]"),
            Map.entry("inH2O", "[in_i'H2O]"),
            Map.entry("mmHg", "mm[Hg]"),
            Map.entry("rpm", "circ/min"),
            Map.entry("ft", "[ft_i]"),
            Map.entry("in", "[in_i]"),
            Map.entry("yd", "[yd_i]"),
            Map.entry("mi", "[mi_i]"),
            Map.entry("mph", "[mi_i]/h"),
            Map.entry("kn", "[kn_i]"),
            Map.entry("lbf", "[lbf_av]"),
            Map.entry("gal", "[gal_us]"),
            Map.entry("gpm", "[gal_us]/min"),
            Map.entry("cfm", "[ft_i]3/min"),
            Map.entry("hp", "[HP]"),
            Map.entry("Wh", "W.h"),
            Map.entry("kWh", "kW.h"),
            Map.entry("MWh", "MW.h"),
            Map.entry("Ah", "A.h"),
            Map.entry("mAh", "mA.h"),
            Map.entry("VA", "V.A{apparent}"),
            Map.entry("kVA", "kV.A{apparent}"),
            Map.entry("var", "V.A{reactive}"),
            Map.entry("kvar", "kV.A{reactive}"),
            Map.entry("Nm", "N.m{torque}"),
            Map.entry("ppm", "[ppm]"),
            Map.entry("ppb", "[ppb]"));

    private UnitWords() {}

    /** The unit that is meant; nothing where the text names none. */
    public static Optional<Unit> find(String text) {
        Optional<DtdlUnit> named = DtdlUnit.find(text);
        if (named.isPresent()) {
            return named.map(DtdlUnit::unit);
        }
        try {
            return Optional.of(Unit.ucum(SYMBOLS.getOrDefault(text, ascii(text))));
        } catch (UnknownUnit none) {
            return Optional.empty();
        }
    }

    /** UCUM is written in ASCII; its signs for what keyboards have otherwise. */
    private static String ascii(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        return text.replace('²', '2')
                .replace('³', '3')
                .replace('·', '.')
                .replace('µ', 'u')
                .replace('μ', 'u')
                .replace("Ω", "Ohm")
                .replace("Ω", "Ohm");
    }
}
