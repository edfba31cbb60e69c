package io.counterpart.portal.twin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a twin's definition for a change to be made.
 *
 * @param ifMatch the header of this name, null without it
 * @param ifNoneMatch the header of this name, null without it
 */
record Precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    static final Precondition NONE = new Precondition(null, null);

    /** Whether it holds of a definition with this ETag, null for no definition. */
    boolean holds(@Nullable String etag) {
        return (ifMatch == null || names(ifMatch, etag)) && (ifNoneMatch == null || !names(ifNoneMatch, etag));
    }

    private static boolean names(String header, @Nullable String etag) {
        return etag != null
                && Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .anyMatch(named -> named.equals("*") || named.equals(etag));
    }
}
