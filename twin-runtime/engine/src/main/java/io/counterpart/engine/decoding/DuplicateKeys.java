package io.counterpart.engine.decoding;

import java.util.Arrays;

/** Finds a key that stands twice in one object: a table of places, wiped by raising a number instead of clearing it. */
final class DuplicateKeys {

    private final int[] places;
    private final int[] rounds;
    private int round;

    DuplicateKeys(int keysMax) {
        int size = Integer.highestOneBit(keysMax) * 4;
        places = new int[size];
        rounds = new int[size];
    }

    /** The first value between these places whose key stood before, -1 for none. */
    int find(Telemetry telemetry, int from, int to) {
        if (++round == 0) {
            Arrays.fill(rounds, 0);
            round = 1;
        }
        for (int value = from; value < to; value++) {
            if (!add(telemetry, value)) {
                return value;
            }
        }
        return -1;
    }

    private boolean add(Telemetry telemetry, int value) {
        int mask = places.length - 1;
        int hash = telemetry.keyHash(value) * 0x9e3779b9;
        int slot = (hash ^ (hash >>> 16)) & mask;
        while (rounds[slot] == round) {
            if (telemetry.sameKey(places[slot], value)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        rounds[slot] = round;
        places[slot] = value;
        return true;
    }
}
