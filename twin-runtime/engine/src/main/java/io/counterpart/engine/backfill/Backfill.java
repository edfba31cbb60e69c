package io.counterpart.engine.backfill;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.signal.SignalPlan;
import io.counterpart.engine.state.Layout;
import io.counterpart.engine.state.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is to be worked out of a twin's past, because its type makes it, or makes it in another way, from some place in the log on.
 *
 * @param twin the twin
 * @param type that it has
 * @param layout where its values are
 * @param properties what is to be worked out
 * @param position of the input that gave it the type: what is worked out is of that cause
 * @param knownAt of that input: what was known by then is what it is worked out from
 */
public record Backfill(
        TwinId twin, TypeId type, Layout layout, List<PropertyName> properties, long position, long knownAt) {

    public Backfill {
        properties = List.copyOf(properties);
    }

    /**
     * The properties that one layout makes of the twin's own and the one before did not make, or not in the same way of the same. What is made
     * of other twins has the past that it was told.
     */
    public static List<PropertyName> changed(Layout before, Layout now) {
        SignalPlan plan = now.signals();
        List<PropertyName> changed = new ArrayList<>();
        if (plan == null) {
            return changed;
        }
        for (int place : plan.made()) {
            boolean isSame = plan.behind(place).stream().allMatch(behind -> isSame(before, now.property(behind)));
            if (!isSame) {
                changed.add(now.property(place).name());
            }
        }
        return changed;
    }

    private static boolean isSame(Layout before, Property now) {
        int place = before.find(now.name());
        if (place < 0) {
            return false;
        }
        Property then = before.property(place);
        return then.isActive()
                && then.slot() == now.slot()
                && then.schema() == now.schema()
                && Objects.equals(then.signal(), now.signal());
    }
}
