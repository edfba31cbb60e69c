package io.counterpart.engine.draft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.draft.Placement.Part;
import io.counterpart.engine.draft.Placement.Place;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a draft as a document of DTDL, version 3, with Counterpart's own words for signals. */
final class DraftDocument {

    /** Up to here a whole number is written without a point. */
    private static final double WHOLE_MAX = 1e15;

    private DraftDocument() {}

    /** @param parts by component, empty for the device itself: what was guessed, by name */
    static ObjectNode of(Part own, Map<String, Map<String, Drafted>> parts) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context")
                .add("dtmi:dtdl:context;3")
                .add("dtmi:dtdl:extension:quantitativeTypes;1")
                .add("dtmi:counterpart:context;1");
        return write(document, own, parts);
    }

    private static ObjectNode write(ObjectNode into, Part part, Map<String, Map<String, Drafted>> parts) {
        into.put("@id", part.id().value()).put("@type", "Interface");
        ArrayNode contents = into.putArray("contents");
        part.contents().forEach((name, place) -> {
            switch (place) {
                case Place.OfProperty _ ->
                    telemetry(
                            contents.addObject(),
                            Objects.requireNonNull(Objects.requireNonNull(parts.get(part.component()))
                                    .get(name)));
                case Place.OfComponent(Part inner) -> {
                    ObjectNode component =
                            contents.addObject().put("@type", "Component").put("name", name);
                    write(component.putObject("schema"), inner, parts);
                }
            }
        });
        return into;
    }

    private static void telemetry(ObjectNode into, Drafted drafted) {
        Quantity quantity = drafted.quantity();
        Signal.Quality quality = drafted.quality();
        if (quantity == null && quality == null) {
            into.put("@type", "Telemetry");
        } else {
            ArrayNode types = into.putArray("@type").add("Telemetry");
            if (quantity != null) {
                types.add(quantity.semanticType());
            }
            if (quality != null) {
                types.add("Signal");
            }
        }
        into.put("name", drafted.name());
        into.set("schema", drafted.schema());
        if (quantity != null) {
            into.put("unit", quantity.unit().name());
        }
        if (quality != null) {
            quality(into.putObject("quality"), quality);
        }
    }

    private static void quality(ObjectNode into, Signal.Quality quality) {
        number(into, "min", quality.min());
        number(into, "max", quality.max());
        number(into, "rate", quality.ratePerSecond());
        time(into, "period", quality.periodMs());
        time(into, "gap", quality.gapMs());
        if (quality.stuckAfter() != null) {
            into.put("stuck", quality.stuckAfter());
        }
        number(into, "spike", quality.spike());
    }

    private static void number(ObjectNode into, String name, @Nullable Double number) {
        if (number == null) {
            return;
        }
        if (number == Math.rint(number) && Math.abs(number) < WHOLE_MAX) {
            into.put(name, number.longValue());
        } else {
            into.put(name, number);
        }
    }

    private static void time(ObjectNode into, String name, @Nullable Long milliseconds) {
        if (milliseconds != null) {
            into.put(name, Figures.duration(milliseconds));
        }
    }
}
