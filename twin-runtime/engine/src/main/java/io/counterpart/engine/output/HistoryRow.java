package io.counterpart.engine.output;

import io.counterpart.contracts.identity.TwinId;
import java.util.Arrays;

/**
 * One reading of one twin at one event time, as history keeps it. One object is rewritten for every reading, so that a reading
 * costs no garbage: whoever takes it copies what it needs before it returns.
 *
 * <p>The key of what is stored is (tenant, twin, ts, position, element): a message may hold several readings of the same time.
 * Slots are per storage (numbers, texts, arrays each count from 0), have no upper bound, are in no order, and each stands at
 * most once in a row.
 */
public final class HistoryRow {

    /**
     * In place of a slot of texts: what happened to what the twin is, its type, properties and relationships, as JSON (see
     * {@link io.counterpart.contracts.twin.TwinEvent}). All places below 0 are the twin's timeline.
     */
    public static final int DEFINITIONS = -1;

    /** Likewise: what happened to how the twin does, its silence and the quality of its signals, and what is wanted of it. There may be many. */
    public static final int CONDITIONS = -2;

    /** Likewise: how far commands to it came. */
    public static final int COMMANDS = -3;

    private static final TwinId NOBODY = new TwinId("-");

    private TwinId twin = NOBODY;
    private long ts;
    private long knownAt;
    private long position;
    private int element;

    private int numbers;
    private int[] numberSlots = new int[16];
    private double[] numberValues = new double[16];
    private int texts;
    private int[] textSlots = new int[2];
    private String[] textValues = new String[2];
    private int arrays;
    private int[] arraySlots = new int[2];
    private double[][] arrayValues = new double[2][];

    /**
     * Empties the row and makes it that of another reading.
     *
     * @param ts event time, epoch milliseconds
     * @param knownAt when the platform learned it, epoch milliseconds
     * @param position of the entry in the log, see {@link io.counterpart.contracts.input.Position}
     * @param element the reading's place in that entry, from 0
     */
    public void begin(TwinId twin, long ts, long knownAt, long position, int element) {
        this.twin = twin;
        this.ts = ts;
        this.knownAt = knownAt;
        this.position = position;
        this.element = element;
        numbers = 0;
        texts = 0;
        arrays = 0;
    }

    /**
     * Adds finite numbers.
     *
     * @param first the place of the first slot's number
     */
    public void addNumbers(int[] slots, double[] values, int first) {
        while (numbers + slots.length > numberSlots.length) {
            enlargeNumbers();
        }
        System.arraycopy(slots, 0, numberSlots, numbers, slots.length);
        System.arraycopy(values, first, numberValues, numbers, slots.length);
        numbers += slots.length;
    }

    private void enlargeNumbers() {
        numberSlots = Arrays.copyOf(numberSlots, numberSlots.length * 2);
        numberValues = Arrays.copyOf(numberValues, numberValues.length * 2);
    }

    /** Adds a finite number; booleans are 0 and 1. */
    public void addNumber(int slot, double value) {
        if (numbers == numberSlots.length) {
            enlargeNumbers();
        }
        numberSlots[numbers] = slot;
        numberValues[numbers++] = value;
    }

    public void addText(int slot, String value) {
        if (texts == textSlots.length) {
            textSlots = Arrays.copyOf(textSlots, texts * 2);
            textValues = Arrays.copyOf(textValues, texts * 2);
        }
        textSlots[texts] = slot;
        textValues[texts++] = value;
    }

    /** Adds an array of finite numbers, which nobody changes any more. */
    public void addArray(int slot, double[] values) {
        if (arrays == arraySlots.length) {
            arraySlots = Arrays.copyOf(arraySlots, arrays * 2);
            arrayValues = Arrays.copyOf(arrayValues, arrays * 2);
        }
        arraySlots[arrays] = slot;
        arrayValues[arrays++] = values;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return numbers + texts + arrays == 0;
    }

    public TwinId twin() {
        return twin;
    }

    /** Event time, epoch milliseconds. */
    public long ts() {
        return ts;
    }

    /** When the platform learned it, epoch milliseconds. */
    public long knownAt() {
        return knownAt;
    }

    /** Of the entry in the log. */
    public long position() {
        return position;
    }

    /** The reading's place in that entry, from 0. */
    public int element() {
        return element;
    }

    /** How many numbers there are; {@link #numberSlot} and {@link #number} take 0 to this - 1. */
    public int numbers() {
        return numbers;
    }

    public int numberSlot(int i) {
        return numberSlots[i];
    }

    public double number(int i) {
        return numberValues[i];
    }

    /** How many texts there are. */
    public int texts() {
        return texts;
    }

    public int textSlot(int i) {
        return textSlots[i];
    }

    public String text(int i) {
        return textValues[i];
    }

    /** How many arrays there are. */
    public int arrays() {
        return arrays;
    }

    public int arraySlot(int i) {
        return arraySlots[i];
    }

    /** An array of numbers, not to be changed; it may be kept. */
    public double[] array(int i) {
        return arrayValues[i];
    }
}
