package io.counterpart.history.layout;

/**
 * Where in a table a property's slot is. Numbers stand side by side, {@value #NUMBERS_PER_ROW} in a row; a reading with more
 * of them has further rows, told apart by {@code part}.
 */
public final class Slots {

    public static final int NUMBERS_PER_ROW = 12;

    private static final int BLOCK_BITS = 10;

    /** How many rows of numbers one reading can have. */
    public static final int BLOCKS = 1 << BLOCK_BITS;

    /** How many readings one entry of the log can have. */
    public static final int ELEMENTS = 1 << (Integer.SIZE - 1 - BLOCK_BITS);

    private static final String[] COLUMNS = new String[NUMBERS_PER_ROW];

    static {
        for (int i = 0; i < NUMBERS_PER_ROW; i++) {
            COLUMNS[i] = "n" + i;
        }
    }

    private Slots() {}

    /** Which of a reading's rows of numbers holds this slot. */
    public static int block(int slot) {
        if (slot < 0 || slot >= BLOCKS * NUMBERS_PER_ROW) {
            throw new IllegalArgumentException("no place for slot " + slot);
        }
        return slot / NUMBERS_PER_ROW;
    }

    /** The column of this slot. */
    public static String column(int slot) {
        return COLUMNS[slot % NUMBERS_PER_ROW];
    }

    /** What tells apart the rows of one twin, time and position: grows with the reading's place in its entry. */
    public static int part(int element, int block) {
        if (element < 0 || element >= ELEMENTS) {
            throw new IllegalArgumentException("no place for element " + element);
        }
        return element << BLOCK_BITS | block;
    }

    /** The condition, over column {@code part}, that a row is this block of its reading. */
    public static String isBlock(int block) {
        return "part % " + BLOCKS + " = " + block;
    }

    static String numberColumns() {
        return String.join(" double, ", COLUMNS) + " double";
    }
}
