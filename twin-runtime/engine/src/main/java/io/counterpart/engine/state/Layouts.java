package io.counterpart.engine.state;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.engine.decoding.Shapes;
import java.util.HashMap;
import java.util.Map;

/** Lets twins share their layouts. Forgetting one costs memory only, so it forgets all when there are too many. */
final class Layouts {

    private static final int REMEMBERED_MAX = 1_024;

    /** Larger ones are not worth it: a twin that goes on adding properties leaves one behind at each step. */
    private static final int PROPERTIES_MAX = 64;

    /** In all, some megabytes. Who comes later is read without. */
    private static final int SHAPES_MAX = 2_048;

    private final Map<Layout, Layout> remembered = new HashMap<>();

    /** What became of layouts that took on types: working it out again for each twin of a fleet would compile its expressions again. */
    private final Map<Step, Layout> typed = new HashMap<>();

    private final Shapes.Budget shapes = new Shapes.Budget(SHAPES_MAX);

    private record Step(Layout from, TypeId type) {}

    /** The layout of a twin of that layout that takes on this type, whose definition never changes. */
    Layout as(Layout from, TypeDefinition type) {
        if (typed.size() == REMEMBERED_MAX) {
            typed.clear();
        }
        return typed.computeIfAbsent(new Step(from, type.id()), step -> shared(from.as(type)));
    }

    Layout shared(Layout layout) {
        if (layout.size() > PROPERTIES_MAX) {
            return layout;
        }
        if (remembered.size() == REMEMBERED_MAX) {
            remembered.clear();
        }
        Layout known = remembered.putIfAbsent(layout, layout);
        if (known != null) {
            return known;
        }
        layout.shapes().rememberWithin(shapes);
        return layout;
    }
}
