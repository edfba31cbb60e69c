package io.counterpart.bench;

/** What the platform has of one device's readings, each known by the number that the load gave it. */
public interface StoredReadings {

    /** The numbers in history, in the order of their event time; one that stands there twice comes twice. */
    long[] sequences(String device);

    /** The number in the twin's current state, 0 when it has none. */
    long newest(String device);

    /** How many values the fold says it has stored for the twin. */
    long applied(String device);
}
