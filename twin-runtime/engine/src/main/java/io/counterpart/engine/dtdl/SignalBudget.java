package io.counterpart.engine.dtdl;

import io.counterpart.contracts.twin.Signal;
import java.util.Map;

/** What all signals of one interface may cost each twin of it: what they inherit and what its components have counts too. */
final class SignalBudget {

    /** Expressions: each is evaluated when something that it reads changes. */
    static final int DERIVATIONS_MAX = 100;

    /** Windows: together they hold as many values as one may, ten times over. */
    static final int WINDOWS_MAX = 100;

    /** Properties that are made of related twins' values: each of up to a thousand. */
    static final int RELATED_MAX = 100;

    /** Instants of grids that lie between two values, in all. */
    static final long INSTANTS_MAX = 10_000;

    private final ModelCheck model;
    private final Errors errors;
    private int derivations;
    private int windows;
    private int related;
    private long instants;

    SignalBudget(ModelCheck model, Errors errors) {
        this.model = model;
        this.errors = errors;
    }

    void check(Element one) {
        Map<String, Element> contents = model.contents(one);
        count(contents);
        for (Element content : contents.values()) {
            if (content.kind.equals("Component")) {
                count(model.contents(model.resolved(content.all("schema").getFirst())));
            }
        }
        require(one, derivations, DERIVATIONS_MAX, "derived properties");
        require(one, windows, WINDOWS_MAX, "windows");
        require(one, related, RELATED_MAX, "properties made of related twins");
        require(one, instants, INSTANTS_MAX, "instants of grids that one value may fill, 'maxGap' over 'every'");
    }

    private void count(Map<String, Element> contents) {
        for (Element content : contents.values()) {
            if (content.one("derive") != null) {
                derivations++;
            }
            if (content.one("window") != null) {
                windows++;
            }
            if (content.one("related") != null) {
                related++;
            }
            if (content.one("align") instanceof Signal.Align align) {
                instants += align.maxGapMs() / align.everyMs() + 1;
            }
        }
    }

    private void require(Element one, long count, long most, String what) {
        if (count > most) {
            errors.addOurs(
                    "signalsTooCostly",
                    one.place,
                    "It has " + count + " " + what + ", with those that it inherits and that its components have.",
                    "There may be " + most + ".");
        }
    }
}
