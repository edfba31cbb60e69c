package io.counterpart.portal.query;

import java.util.Map;

/**
 * A relationship as it was followed, one or several hops.
 *
 * @param twin the twin at the far end
 * @param name the relationship's name; empty where several hops were made
 * @param properties its properties; empty where several hops were made
 */
record Link(int twin, String name, Map<String, Object> properties) {

    /** What stands where nothing was followed yet. */
    static final Link NONE = new Link(-1, "", Map.of());
}
