package io.counterpart.portal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveTwinTest {

    private static final TwinId PUMP = new TwinId("pump-1");

    private final TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
    private final LiveTwin live = new LiveTwin();

    private void have(String name, ValueSchema schema, @Nullable Value value) {
        properties.put(new PropertyName(name), new PropertyState(schema, null, 0, value, 1, 2));
        live.changed(TwinState.JSON.write(new TwinState(
                PUMP,
                GroupId.of(PUMP),
                TypeId.UNTYPED,
                null,
                properties.size(),
                1,
                2,
                false,
                null,
                null,
                TwinState.Counts.ZERO,
                properties)));
    }

    @Test
    void valuesAreThoseOfTheNewestState() {
        assertFalse(live.isThere());
        assertNull(live.value("pressure"));
        have("pressure", ValueSchema.DOUBLE, new Value.Numeric(3.5));
        assertEquals(3.5, live.value("pressure"));
        have("starts", ValueSchema.INTEGER, new Value.Numeric(7));
        have("running", ValueSchema.BOOLEAN, new Value.Truth(true));
        have("mode", ValueSchema.STRING, new Value.Text("auto"));
        have("spectrum", ValueSchema.DOUBLES, new Value.Vector(List.of(0.5, 1.5)));
        have("bearing.temperature", ValueSchema.FLOAT, new Value.Numeric(40));
        have("unheard", ValueSchema.DOUBLE, null);
        assertTrue(live.isThere());
        assertEquals(3.5, live.value("pressure"));
        assertEquals(7.0, live.value("starts"));
        assertEquals(true, live.value("running"));
        assertEquals("auto", live.value("mode"));
        assertEquals(List.of(0.5, 1.5), live.value("spectrum"));
        assertEquals(40.0, live.value("bearing.temperature"));
        assertNull(live.value("unheard"));
        assertNull(live.value("bearing"));
        have("pressure", ValueSchema.DOUBLE, new Value.Numeric(4));
        assertEquals(4.0, live.value("pressure"));
        live.gone();
        assertFalse(live.isThere());
        assertNull(live.value("pressure"));
        assertNull(live.state());
        assertNull(live.event());
    }
}
