package io.counterpart.history.reader;

import java.util.List;

/**
 * One property's values.
 *
 * @param property the property
 * @param points its values by growing time, one for each time
 */
public record Series(PropertyRef property, List<Point> points) {

    public Series {
        points = List.copyOf(points);
    }
}
