package io.counterpart.engine.state;

import java.util.HashMap;
import java.util.Map;

/** Lets twins share their layouts. Forgetting one costs memory only, so it forgets all when there are too many. */
final class Layouts {

    private static final int REMEMBERED_MAX = 1_024;

    /** Larger ones are not worth it: a twin that goes on adding properties leaves one behind at each step. */
    private static final int PROPERTIES_MAX = 64;

    private final Map<Layout, Layout> remembered = new HashMap<>();

    Layout shared(Layout layout) {
        if (layout.size() > PROPERTIES_MAX) {
            return layout;
        }
        if (remembered.size() == REMEMBERED_MAX) {
            remembered.clear();
        }
        Layout known = remembered.putIfAbsent(layout, layout);
        return known == null ? layout : known;
    }
}
