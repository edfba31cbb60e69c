package io.counterpart.engine.dtdl;

import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.Signal.Aggregate;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.unit.UnitWords;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one interface makes of other twins: that it names relationships that it has, and properties that their targets have, in units
 * that fit. A relationship may lead to any type, and to one that is defined later: what that has is seen when its twins tell.
 */
final class RelatedCheck {

    private final ModelCheck model;
    private final Element one;
    private final Errors errors;
    private final Map<String, Element> contents;

    RelatedCheck(ModelCheck model, Element one, Errors errors) {
        this.model = model;
        this.one = one;
        this.errors = errors;
        contents = model.contents(one);
    }

    void check() {
        if (one.one("parts") instanceof ExtensionReader.Parts parts) {
            parts.names().stream()
                    .filter(name -> relationship(name) == null)
                    .forEach(name -> errors.addOurs(
                            "relatedInvalid",
                            one.placeOf("parts"),
                            Errors.quoted(name) + " is no relationship of this type.",
                            "Name one of its own or inherited."));
        }
        for (Object content : one.all("contents")) {
            if (content instanceof Element element && element.one("related") instanceof Signal.Related related) {
                related(element, related);
            }
        }
        contents.values().stream()
                .filter(content -> content.kind.equals("Component"))
                .forEach(this::component);
    }

    private @Nullable Element relationship(String name) {
        Element found = contents.get(name);
        return found != null && found.kind.equals("Relationship") ? found : null;
    }

    private void related(Element element, Signal.Related related) {
        Element relationship = relationship(related.by());
        if (relationship == null) {
            add(
                    element,
                    "related.by",
                    Errors.quoted(related.by()) + " is no relationship of this type.",
                    "Name one of its own or inherited.");
            return;
        }
        if (related.statistic() == null && !Long.valueOf(1).equals(relationship.one("maxMultiplicity"))) {
            add(
                    element,
                    "related.statistic",
                    "It is missing, and " + Errors.quoted(related.by()) + " may lead to several twins.",
                    "Say what is made of their values, or give that relationship a 'maxMultiplicity' of 1.");
        }
        boolean isMadeOtherwise =
                element.one("window") != null || element.one("align") != null || element.one("source") != null;
        if (isMadeOtherwise) {
            add(element, "related", "It is made in another way already.", "Leave one of both out.");
        }
        if (related.statistic() == Aggregate.COUNT && element.one("unit") != null) {
            add(element, "unit", "A count has no unit.", "Leave the unit out.");
        }
        boolean isWhole = !"double".equals(element.one("schema")) && !"float".equals(element.one("schema"));
        if (related.statistic() != Aggregate.COUNT && isWhole) {
            add(element, "schema", "What is worked out need not be whole.", "Make its schema double.");
        }
        if (relationship.one("target") instanceof String id) {
            Element target = model.interfaceOf(id);
            if (target != null) {
                of(element, related, target);
            }
        }
    }

    private void of(Element element, Signal.Related related, Element target) {
        Element of = property(target, related.of().value());
        if (of == null) {
            add(
                    element,
                    "related.of",
                    target.id + " has no " + Errors.quoted(related.of().value()) + " that is a number or a boolean.",
                    "Name one of its Telemetry or Property.");
            return;
        }
        boolean bothHaveOne = of.one("unit") instanceof String && element.one("unit") instanceof String;
        if (related.statistic() != Aggregate.COUNT
                && bothHaveOne
                && !isConvertible((String) of.all("unit").getFirst(), (String)
                        element.all("unit").getFirst())) {
            add(
                    element,
                    "related.of",
                    "That is in " + of.one("unit") + ", which measures something else than " + element.one("unit")
                            + ".",
                    "Give it a unit of the same quantity.");
        }
    }

    private static boolean isConvertible(String from, String to) {
        return UnitWords.find(from)
                .flatMap(source -> UnitWords.find(to).map(source::isCommensurableWith))
                .orElse(false);
    }

    /** A component's property by its whole name. */
    private @Nullable Element property(Element type, String name) {
        int dot = name.indexOf('.');
        Map<String, Element> theirs = model.contents(type);
        if (dot >= 0) {
            Element component = theirs.get(name.substring(0, dot));
            return component == null || !component.kind.equals("Component")
                    ? null
                    : property(model.resolved(component.all("schema").getFirst()), name.substring(dot + 1));
        }
        Element found = theirs.get(name);
        return found != null && isNumber(found) ? found : null;
    }

    private static boolean isNumber(Element element) {
        return (element.kind.equals("Telemetry") || element.kind.equals("Property"))
                && element.one("schema") instanceof String word
                && ValueSchema.named(word)
                        .filter(schema -> schema.storage() == ValueSchema.Storage.NUMBER)
                        .isPresent();
    }

    /** Relationships are the twin's, not its components'. */
    private void component(Element component) {
        Element type = model.resolved(component.all("schema").getFirst());
        model.contents(type).values().stream()
                .filter(inner -> inner.one("related") != null)
                .forEach(inner -> errors.addOurs(
                        "relatedInvalid",
                        component.placeOf("schema"),
                        type.id + " makes " + Errors.quoted(inner.name())
                                + " of related twins, and a component has no relationships.",
                        "Have the twin's own type make it."));
    }

    private void add(Element element, String what, String cause, String action) {
        errors.addOurs("relatedInvalid", element.placeOf(what), cause, action);
    }
}
