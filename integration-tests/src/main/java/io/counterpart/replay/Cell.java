package io.counterpart.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.regex.Pattern;

/** How a cell's text becomes a value: numbers as numbers, true and false as such, the rest as text. */
final class Cell {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final int LONGEST_NUMBER = 64;

    private Cell() {}

    static boolean isNumber(String text) {
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches();
    }

    /** Writes the value; a number keeps its digits where JSON allows them. */
    static void write(String text, JsonGenerator json) throws IOException {
        if (isNumber(text)) {
            if (JSON_NUMBER.matcher(text).matches()) {
                json.writeNumber(text);
            } else {
                json.writeNumber(new java.math.BigDecimal(text));
            }
        } else if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            json.writeBoolean(text.equalsIgnoreCase("true"));
        } else {
            json.writeString(text);
        }
    }
}
