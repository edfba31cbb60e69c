package io.counterpart.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private final List<Component> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatAComponentNeedsIsThereBeforeIt() {
        new Dependencies(EnumSet.allOf(Component.class)).forwards(order::add);

        assertEquals(Component.values().length, order.size());
        for (Component component : order) {
            for (Component needed : component.needs()) {
                assertTrue(order.indexOf(needed) < order.indexOf(component), needed + " before " + component);
            }
        }
    }

    @Test
    void whatNeedsAComponentEndsBeforeIt() {
        new Dependencies(EnumSet.allOf(Component.class)).backwards(order::add);

        for (Component component : order) {
            for (Component needed : component.needs()) {
                assertTrue(order.indexOf(component) < order.indexOf(needed), component + " before " + needed);
            }
        }
    }

    @Test
    void theFirstFailureIsToldAndNothingIsBuiltOnIt() {
        PlatformException failure = assertThrows(
                PlatformException.class,
                () -> new Dependencies(Set.of(Component.POSTGRES, Component.KEYCLOAK)).forwards(component -> {
                    order.add(component);
                    throw new PlatformException(component.label());
                }));

        assertEquals("postgres", failure.getMessage());
        assertFalse(order.contains(Component.KEYCLOAK));
    }
}
