package io.counterpart.history.reader;

import java.util.List;
import java.util.OptionalLong;

/**
 * What was asked for.
 *
 * @param series a series for each property, in the order asked for
 * @param nextFromMs where the next page begins: ask again with it as {@code fromMs}; empty where this is the last
 */
public record History(List<Series> series, OptionalLong nextFromMs) {

    public History {
        series = List.copyOf(series);
    }
}
