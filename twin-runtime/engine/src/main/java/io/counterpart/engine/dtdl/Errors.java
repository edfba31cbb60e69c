package io.counterpart.engine.dtdl;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong so far. Nobody reads the hundredth; past that they are only known to be there. */
final class Errors {

    private static final int MOST = 100;
    private static final int LONGEST_QUOTE = 100;

    private final List<ParsingError> found = new ArrayList<>();

    void add(String rule, String element, String cause, String action) {
        addAs(ParsingError.DTDL + rule, element, cause, action);
    }

    void addOurs(String rule, String element, String cause, String action) {
        addAs(ParsingError.OURS + rule, element, cause, action);
    }

    private void addAs(String id, String element, String cause, String action) {
        if (found.size() < MOST) {
            found.add(new ParsingError(id, element, cause, action));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<ParsingError> all() {
        return List.copyOf(found);
    }

    /** A text of the document as a message can show it. */
    static String quoted(String text) {
        return "'" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "'";
    }
}
