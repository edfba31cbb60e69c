package io.counterpart.engine.derive;

import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.Unit;

/**
 * What a number is a quantity of, as far as that is known.
 *
 * @param unit that it is in; {@link Unit#ONE} for what is in none
 * @param literal of a bare number its value where it is written out; of another what it was last multiplied by, where that is a
 *     power of a hundred or a thousand: by it a ratio becomes percent. NaN for no such number
 */
record Quantity(Form form, Unit unit, double literal) {

    /** How far it is known. */
    enum Form {
        /** The element of an empty list: it is what all others are. */
        NOTHING,
        /** A number that is written out, or made of such: it takes the unit of what it meets. */
        BARE,
        /** Of a property without a unit: as a bare number, unchecked. */
        UNKNOWN,
        /** In a unit that somebody named. */
        NAMED,
        /** In a unit that came of multiplying: {@code m3/h.bar}. No bare number is meant in it. */
        COMPOSED,
        /** A temperature on a scale that does not begin at nothing. */
        POINT,
        /** A temperature or a difference of temperatures, who knows: of kelvins, or a temperature less a bare number. */
        EITHER
    }

    static final Quantity NOTHING = new Quantity(Form.NOTHING, Unit.ONE, Double.NaN);
    static final Quantity BARE = new Quantity(Form.BARE, Unit.ONE, Double.NaN);
    static final Quantity UNKNOWN = new Quantity(Form.UNKNOWN, Unit.ONE, Double.NaN);
    static final Quantity PLAIN = named(Unit.ONE);

    private static final Unit KELVIN = Unit.ucum("K");

    static Quantity literal(double value) {
        return new Quantity(Form.BARE, Unit.ONE, value);
    }

    /** A property's value. */
    static Quantity of(Unit unit) {
        if (unit.hasOffset()) {
            return new Quantity(Form.POINT, unit, Double.NaN);
        }
        return unit.isCommensurableWith(KELVIN) ? either(unit) : named(unit);
    }

    static Quantity named(Unit unit) {
        return new Quantity(Form.NAMED, unit, Double.NaN);
    }

    static Quantity either(Unit unit) {
        return new Quantity(Form.EITHER, unit, Double.NaN);
    }

    static Quantity composed(Unit unit) {
        return new Quantity(Form.COMPOSED, unit, Double.NaN);
    }

    Quantity withLiteral(double newLiteral) {
        return new Quantity(form, unit, newLiteral);
    }

    /** Whether it takes the unit of what it meets. */
    boolean isOpen() {
        return form == Form.BARE || form == Form.UNKNOWN || form == Form.NOTHING;
    }

    boolean is(Form other) {
        return form == other;
    }

    /** Whether it measures nothing: a ratio, percent, parts per million. */
    boolean isRatio() {
        return form == Form.NAMED && unit.isCommensurableWith(Unit.ONE);
    }

    /** A ratio as a plain number: 0.7. */
    boolean isPlain() {
        return isRatio() && perOne(unit) == 1;
    }

    /** A ratio in parts: percent. */
    boolean isParts() {
        return isRatio() && perOne(unit) != 1;
    }

    /** A plain number that was multiplied by as many as a ratio of one has of these parts, and so may be meant in them. */
    boolean isMultipliedTo(Unit parts) {
        return isPlain() && literal == perOne(parts);
    }

    /** How many of these parts are one: 100 percent. */
    static double perOne(Unit parts) {
        return Conversion.between(Unit.ONE, parts).factor();
    }

    /** As a difference, where it may be one. */
    Quantity asDifference() {
        return is(Form.EITHER) ? named(unit.difference()) : this;
    }

    /** For people: {@code a pressure in 'bar'}. */
    String words() {
        return switch (form) {
            case NOTHING, BARE, UNKNOWN -> "a number without a unit";
            case NAMED, COMPOSED ->
                isPlain() ? "a plain number" : "something in '" + unit + "', of the dimension " + unit.dimension();
            case POINT -> "a temperature in '" + unit + "'";
            case EITHER -> "a temperature, or a difference of temperatures, in '" + unit + "'";
        };
    }
}
