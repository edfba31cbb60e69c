package io.counterpart.portal.query;

import java.util.Arrays;

/** Numbers of twins, one after the other. */
final class TwinNumbers {

    private int[] numbers = new int[16];
    private int size;

    void add(int twin) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = twin;
    }

    int get(int index) {
        return numbers[index];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }
}
