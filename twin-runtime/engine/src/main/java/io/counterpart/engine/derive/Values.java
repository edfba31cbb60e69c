package io.counterpart.engine.derive;

/**
 * What a twin holds at the moment at which an expression is evaluated. A property is asked for by its place in the {@link Variables} that
 * the expression was compiled with, so that an answer can be an array's element. Nothing but {@link #has} is asked of a property that
 * has no value.
 */
public interface Values {

    /** Whether the property has a value. */
    boolean has(int variable);

    /** A number in the property's unit; 1 for true and 0 for false. */
    double number(int variable);

    /** A text. */
    String text(int variable);

    /** How far the value can be trusted, 0 to 100. */
    int quality(int variable);

    /** The value's event time, epoch milliseconds. */
    long ts(int variable);

    /** The event time of what caused the evaluation, epoch milliseconds: what ages are counted to. */
    long causeTs();

    /** The twin's name. */
    String twinId();

    /** The identifier of the twin's type. */
    String twinType();
}
