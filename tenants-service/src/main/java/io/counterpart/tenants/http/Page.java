package io.counterpart.tenants.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what it holds
 * @param next what to send as {@code after} for the next page, null when this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** A page of what was read: the limit and one. */
    public static <T> Page<T> of(List<T> read, Limit limit, Function<T, String> key) {
        if (read.size() <= limit.value()) {
            return new Page<>(read, null);
        }
        List<T> items = read.subList(0, limit.value());
        return new Page<>(items, key.apply(items.getLast()));
    }

    /** The page with its items in another form. */
    public <R> Page<R> map(Function<T, R> form) {
        return new Page<>(items.stream().map(form).toList(), next);
    }
}
