package io.counterpart.engine.dtdl;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the signals of one interface say of one another: that what they name is there, and is what it must be. */
final class SignalCheck {

    private final Map<String, Element> contents;
    private final Errors errors;

    /**
     * @param contents of the interface, with what it inherits, by name
     */
    SignalCheck(Map<String, Element> contents, Errors errors) {
        this.contents = contents;
        this.errors = errors;
    }

    /** Checks one of the interface's own contents. */
    void check(Element element) {
        if (element.cotypes.stream().noneMatch(cotype -> ExtensionReader.isCotype(cotype, element.context))) {
            return;
        }
        if (!isNumeric(element) && !isDerivedTruth(element)) {
            add(element, "signalNotNumeric", "", "It is a Signal, and no number.", "Make its schema a number.");
            return;
        }
        if (element.one("source") instanceof Signal.Source source && source.unit() != null) {
            sourceUnit(element, source.unit());
        }
        if (element.one("quality") instanceof Signal.Quality quality && quality.reference() != null) {
            Element reference = other(element, "quality.reference", quality.reference());
            if (reference != null) {
                sameUnit(element, "quality.reference", reference);
            }
        }
        if (element.one("window") instanceof Signal.Window window) {
            window(element, window);
        }
        if (element.one("align") instanceof Signal.Align align) {
            align(element, align);
        }
        if (element.one("derive") != null) {
            derived(element);
        }
    }

    /** What is true or false can be derived, and is no signal in any other way. */
    private static boolean isDerivedTruth(Element element) {
        return element.one("derive") != null
                && "boolean".equals(element.one("schema"))
                && element.one("quality") == null
                && element.one("filter") == null;
    }

    private void derived(Element element) {
        if (element.one("window") != null || element.one("align") != null || element.one("related") != null) {
            add(element, "signalInvalid", "derive", "It is made in another way already.", "Leave one of both out.");
        }
        notSent(element);
    }

    private void window(Element element, Signal.Window window) {
        Element of = other(element, "window.of", window.of());
        if (of == null) {
            return;
        }
        if (of.one("window") != null) {
            add(element, "signalInvalid", "window.of", "That is a window itself.", "Name what it is a window of.");
        } else if (element.one("align") != null) {
            add(element, "signalInvalid", "align", "It is a window already.", "Leave 'align' or 'window' out.");
        } else if (window.statistic() != Signal.Statistic.COUNT) {
            sameUnit(element, "window.of", of);
        } else if (element.one("unit") != null) {
            add(element, "signalInvalid", "unit", "A count has no unit.", "Leave the unit out.");
        }
        boolean isOneOfThem = window.statistic() == Signal.Statistic.MIN
                || window.statistic() == Signal.Statistic.MAX
                || window.statistic() == Signal.Statistic.COUNT;
        if (!isOneOfThem) {
            takesFractions(element);
        }
        notSent(element);
    }

    private void takesFractions(Element element) {
        if (!"double".equals(element.one("schema")) && !"float".equals(element.one("schema"))) {
            add(element, "signalInvalid", "schema", "What is worked out need not be whole.", "Make its schema double.");
        }
    }

    private void align(Element element, Signal.Align align) {
        Element of = other(element, "align.of", align.of());
        if (of == null) {
            return;
        }
        if (of.one("window") != null || of.one("align") != null || of.one("derive") != null) {
            add(
                    element,
                    "signalInvalid",
                    "align.of",
                    "That is made of another property itself.",
                    "Name one that devices send.");
        } else {
            sameUnit(element, "align.of", of);
        }
        takesFractions(element);
        notSent(element);
    }

    private void notSent(Element element) {
        if (element.one("source") != null) {
            add(
                    element,
                    "signalInvalid",
                    "source",
                    "No device sends what is made of another property.",
                    "Leave 'source' out.");
        }
    }

    private void sourceUnit(Element element, String name) {
        if (!(element.one("unit") instanceof String own)) {
            add(
                    element,
                    "signalInvalid",
                    "source.unit",
                    "The property has no unit to convert to.",
                    "Give it a semantic type and a unit.");
            return;
        }
        if (!isConvertible(name, own)) {
            add(
                    element,
                    "signalInvalid",
                    "source.unit",
                    Errors.quoted(name) + " measures something else than " + own + ".",
                    "Name a unit of the same quantity.");
        }
    }

    private static boolean isConvertible(String from, String to) {
        Unit source = UnitWords.find(from).orElseThrow();
        return source.isCommensurableWith(UnitWords.find(to).orElseThrow());
    }

    private void sameUnit(Element element, String what, Element other) {
        if (!Objects.equals(element.one("unit"), other.one("unit"))) {
            add(
                    element,
                    "signalInvalid",
                    what,
                    "That has the unit " + unit(other) + ", and this has " + unit(element) + ".",
                    "Give both the same unit.");
        }
    }

    private static Object unit(Element element) {
        Object unit = element.one("unit");
        return unit == null ? "none" : unit;
    }

    /** The property of this name, where it is another one and a number; null, and an error, where not. */
    private @Nullable Element other(Element element, String what, PropertyName name) {
        Element other = contents.get(name.value());
        if (other == null || other == element || !isNumeric(other)) {
            add(
                    element,
                    "signalInvalid",
                    what,
                    Errors.quoted(name.value()) + " is no other numeric property of this type.",
                    "Name one of its own or inherited Telemetry or Property that is a number.");
            return null;
        }
        return other;
    }

    private static boolean isNumeric(Element element) {
        return (element.kind.equals("Telemetry") || element.kind.equals("Property"))
                && element.one("schema") instanceof String schema
                && Metamodel.NUMERIC_SCHEMAS.contains(schema);
    }

    private void add(Element element, String rule, String what, String cause, String action) {
        errors.addOurs(rule, what.isEmpty() ? element.place : element.placeOf(what), cause, action);
    }
}
