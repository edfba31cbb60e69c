package io.counterpart.engine.derive;

import java.util.List;

/** An expression as it was read, its names and kinds checked: what is left of it when the library has done its part. */
sealed interface Syntax {

    /** Where it stands, in {@code char}s from the start of the text. */
    int position();

    /** What it gives. */
    Kind kind();

    /**
     * A value that is written out.
     *
     * @param value a {@link Double}, a {@link Boolean} or a {@link String}
     */
    record Literal(int position, Kind kind, Object value) implements Syntax {}

    /** A variable or, inside a loop, its element or what it has gathered. */
    record Name(int position, Kind kind, String name) implements Syntax {}

    /**
     * An operator or a function.
     *
     * @param function as CEL calls it: {@code _+_}, {@code min}
     * @param arguments that of which it is called first, as with {@code mode.startsWith('a')}
     */
    record Call(int position, Kind kind, String function, List<Syntax> arguments) implements Syntax {}

    /** A list that is written out. */
    record Sequence(int position, Kind kind, List<Syntax> elements) implements Syntax {}

    /**
     * What {@code all}, {@code exists}, {@code exists_one}, {@code filter} and {@code map} are short for: the accumulator begins with {@code
     * initial}; for each element of the range, as long as the condition holds, it becomes the step's value; and then the result
     * is worked out.
     */
    record Loop(
            int position,
            Kind kind,
            String variable,
            Syntax range,
            String accumulator,
            Syntax initial,
            Syntax condition,
            Syntax step,
            Syntax result)
            implements Syntax {}
}
