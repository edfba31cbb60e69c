package io.counterpart.engine.draft;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.DraftFrom.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives every property its place: an interface, the device's own or a component's, and a name in it that DTDL allows. */
final class Placement {

    private final DraftFrom from;
    private final Remarks remarks;
    private final Part own;
    private final Map<String, @Nullable Part> components = new HashMap<>();
    private final Set<PropertyName> seen = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private int contents;
    private int tooMany;

    /**
     * An interface of the type.
     *
     * @param component its name as a component, empty for the device's own
     * @param id its identifier
     * @param contents by name in their order
     */
    record Part(String component, TypeId id, Map<String, Place> contents) {}

    /** What an interface has. */
    sealed interface Place {

        record OfProperty(Observed observed) implements Place {}

        record OfComponent(Part part) implements Place {}
    }

    private Placement(DraftFrom from, Remarks remarks) {
        this.from = from;
        this.remarks = remarks;
        this.own = new Part("", from.id(), new LinkedHashMap<>());
    }

    static Part of(DraftFrom from, Remarks remarks) {
        Placement placement = new Placement(from, remarks);
        from.properties().forEach(placement::place);
        if (placement.tooMany > 0) {
            remarks.add(
                    null,
                    Subject.CONTENT,
                    "left out: " + placement.tooMany + " properties",
                    "A type has at most " + DraftFrom.CONTENTS_MAX + " contents, components among them.",
                    Confidence.CERTAIN);
        }
        return placement.own;
    }

    private void place(Observed observed) {
        PropertyName property = observed.name();
        if (!seen.add(property)) {
            leaveOut(property, "It is there a second time.");
            return;
        }
        String value = property.value();
        int dot = value.indexOf('.');
        Part known = dot < 0 ? own : components.get(value.substring(0, dot));
        int needed = known == null ? 2 : 1;
        if (contents + needed > DraftFrom.CONTENTS_MAX) {
            tooMany++;
            return;
        }
        Part part = known != null ? known : component(property, value.substring(0, dot));
        if (part == null) {
            return;
        }
        String name = named(part, value.substring(dot + 1), property, "property");
        if (name != null) {
            part.contents().put(name, new Place.OfProperty(observed));
            contents++;
            if (known == null) {
                own.contents().put(part.component(), new Place.OfComponent(part));
                components.put(value.substring(0, dot), part);
                ids.add(part.id().value());
                contents++;
            }
        }
    }

    /** A new component, which is kept only with a first property; null where it can have no name or no identifier. */
    private @Nullable Part component(PropertyName property, String written) {
        String name = named(own, written, property, "component");
        if (name == null) {
            return null;
        }
        TypeId id = id(name);
        if (id == null) {
            leaveOut(property, "The identifier of its component's interface would be too long.");
            return null;
        }
        return new Part(name, id, new LinkedHashMap<>());
    }

    private @Nullable TypeId id(String component) {
        List<String> segments = new ArrayList<>();
        segments.add(component);
        segments.add("c" + (components.size() + 1));
        for (String segment : segments) {
            String path = from.id().path() + ":" + segment;
            String whole = from.id().version().equals("0")
                    ? path
                    : path + ";" + from.id().version();
            if (whole.length() <= DraftFrom.ID_MAX && !ids.contains(whole)) {
                return new TypeId(whole);
            }
        }
        return null;
    }

    /** The name that it has in this part; null, and a remark, where it can have none. */
    private @Nullable String named(Part part, String written, PropertyName property, String what) {
        String name = DtdlNames.near(written);
        if (name.isEmpty()) {
            leaveOut(
                    property,
                    "DTDL has no name like '" + written + "': one begins with a letter and does not end in '_'.");
            return null;
        }
        if (part.contents().containsKey(name)) {
            leaveOut(property, "There is something else of the name '" + name + "' already.");
            return null;
        }
        if (!name.equals(written)) {
            remarks.add(
                    property,
                    Subject.CONTENT,
                    "the " + what + " is called " + name,
                    "DTDL's names begin with a letter and do not end in '_'. The device has to use this name too: a type refuses"
                            + " properties that it does not know.",
                    Confidence.CERTAIN);
        }
        return name;
    }

    private void leaveOut(PropertyName property, String reason) {
        remarks.add(property, Subject.CONTENT, "left out", reason, Confidence.CERTAIN);
    }
}
