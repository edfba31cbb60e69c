package io.counterpart.engine.dtdl;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.order.AcceptedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of twins when their type goes from one version to another.
 *
 * @param verdict the worst of the changes
 * @param changes what differs, in the order of the old version, then what is new
 */
public record Compatibility(Verdict verdict, List<Change> changes) {

    /** How bad a change is, mildest first. */
    public enum Verdict {
        /** All that twins have, and all who use them, stay right as they are. */
        COMPATIBLE,
        /** What twins have can be carried over by rule: values into another unit. */
        MIGRATABLE,
        /** Something that twins have, or that others rely on, has no place in the new version. */
        BREAKING
    }

    /**
     * One difference.
     *
     * @param name of what changed, a component's contents after its name and a dot; empty for the type itself
     * @param verdict how bad it is
     * @param what a sentence
     */
    public record Change(String name, Verdict verdict, String what) {}

    /** Numbers that hold all of what these hold. */
    private static final Map<Schema, Set<Schema>> WIDER = Map.of(
            Schema.Primitive.INTEGER, Set.of(Schema.Primitive.LONG, Schema.Primitive.DOUBLE),
            Schema.Primitive.FLOAT, Set.of(Schema.Primitive.DOUBLE));

    /** Compares two versions of a type. */
    public static Compatibility between(Interface older, Interface newer) {
        List<Change> changes = new ArrayList<>();
        older.supertypes().stream()
                .filter(type -> !newer.isA(type))
                .sorted()
                .forEach(type -> changes.add(new Change("", Verdict.BREAKING, "It is no " + type + " any more.")));
        order(older.order(), newer.order(), changes);
        if (!older.parts().equals(newer.parts())) {
            changes.add(new Change("", Verdict.COMPATIBLE, "How far it is believed follows from other parts."));
        }
        compare(older, newer, "", changes);
        Verdict worst =
                changes.stream().map(Change::verdict).max(Enum::compareTo).orElse(Verdict.COMPATIBLE);
        return new Compatibility(worst, List.copyOf(changes));
    }

    /** What devices may send no more, they sent before. */
    private static void order(Order older, Order newer, List<Change> changes) {
        if (older.windowMs() != newer.windowMs()) {
            changes.add(new Change("", Verdict.COMPATIBLE, "Its readings may come out of order by another time."));
        }
        AcceptedTime before = older.accepted();
        AcceptedTime now = newer.accepted();
        if (now.pastMs() < before.pastMs()) {
            String limit = AcceptedTime.words(now.pastMs());
            changes.add(new Change("", Verdict.BREAKING, "Readings that are older than " + limit + " are rejected."));
        }
        if (now.futureMs() < before.futureMs()) {
            String limit = AcceptedTime.words(now.futureMs());
            changes.add(new Change("", Verdict.BREAKING, "Readings that are ahead by " + limit + " are rejected."));
        }
        if (now.pastMs() > before.pastMs() || now.futureMs() > before.futureMs()) {
            changes.add(new Change("", Verdict.COMPATIBLE, "It takes readings of more times."));
        }
    }

    private static void compare(Interface older, Interface newer, String prefix, List<Change> changes) {
        Map<String, Content> after =
                newer.contents().stream().collect(Collectors.toMap(Content::name, Function.identity()));
        for (Content before : older.contents()) {
            String name = prefix + before.name();
            Content now = after.remove(before.name());
            if (now == null) {
                changes.add(new Change(name, Verdict.BREAKING, "It is gone."));
            } else {
                compare(before, now, name, changes);
            }
        }
        newer.contents().stream()
                .filter(content -> after.containsKey(content.name()))
                .forEach(content -> changes.add(new Change(prefix + content.name(), Verdict.COMPATIBLE, "It is new.")));
    }

    private static void compare(Content before, Content now, String name, List<Change> changes) {
        if (before instanceof Content.Telemetry old && now instanceof Content.Telemetry fresh) {
            values(old.schema(), fresh.schema(), old.quantity(), fresh.quantity(), name, changes);
            signal(old.signal(), fresh.signal(), name, changes);
        } else if (before instanceof Content.Property old && now instanceof Content.Property fresh) {
            values(old.schema(), fresh.schema(), old.quantity(), fresh.quantity(), name, changes);
            signal(old.signal(), fresh.signal(), name, changes);
            writable(old.writable(), fresh.writable(), name, changes);
        } else if (before instanceof Content.Command old && now instanceof Content.Command fresh) {
            payload("request", old.request(), fresh.request(), name, changes);
            payload("response", old.response(), fresh.response(), name, changes);
        } else if (before instanceof Content.Relationship old && now instanceof Content.Relationship fresh) {
            relationship(old, fresh, name, changes);
        } else if (before instanceof Content.Component old && now instanceof Content.Component fresh) {
            compare(old.type(), fresh.type(), name + ".", changes);
        } else {
            changes.add(new Change(name, Verdict.BREAKING, "It was " + word(before) + " and is " + word(now) + "."));
        }
    }

    private static String word(Content content) {
        return switch (content) {
            case Content.Telemetry _ -> "Telemetry";
            case Content.Property _ -> "a Property";
            case Content.Command _ -> "a Command";
            case Content.Relationship _ -> "a Relationship";
            case Content.Component _ -> "a Component";
        };
    }

    private static void values(
            Schema before,
            Schema now,
            Content.@Nullable Quantity quantityBefore,
            Content.@Nullable Quantity quantityNow,
            String name,
            List<Change> changes) {
        schema(before, now, name, changes);
        if (Objects.equals(quantityBefore, quantityNow)) {
            return;
        }
        if (quantityBefore == null) {
            changes.add(new Change(name, Verdict.BREAKING, "It had no unit and has one now."));
        } else if (quantityNow == null) {
            changes.add(new Change(
                    name, Verdict.BREAKING, "It was in " + quantityBefore.unit().name() + " and has no unit."));
        } else if (quantityBefore.unit().equals(quantityNow.unit())) {
            changes.add(new Change(
                    name,
                    Verdict.COMPATIBLE,
                    "It was " + quantityBefore.semanticType() + " and is " + quantityNow.semanticType()
                            + ", in the same unit."));
        } else {
            boolean convertible =
                    quantityBefore.unit().unitType().equals(quantityNow.unit().unitType());
            changes.add(new Change(
                    name,
                    convertible ? Verdict.MIGRATABLE : Verdict.BREAKING,
                    "It was in " + quantityBefore.unit().name() + " and is in "
                            + quantityNow.unit().name() + "."));
        }
    }

    /** Values stay what they are when they are judged or filtered otherwise; what sends them may have to change. */
    private static void signal(@Nullable Signal before, @Nullable Signal now, String name, List<Change> changes) {
        Signal old = before == null ? Signal.NONE : before;
        Signal fresh = now == null ? Signal.NONE : now;
        if (!Objects.equals(old.window(), fresh.window())
                || !Objects.equals(old.align(), fresh.align())
                || !Objects.equals(old.derive(), fresh.derive())
                || !Objects.equals(old.related(), fresh.related())) {
            boolean wasSent = !old.isComputed();
            changes.add(new Change(
                    name,
                    wasSent ? Verdict.BREAKING : Verdict.COMPATIBLE,
                    wasSent
                            ? "Devices sent it, and it is made of another property now."
                            : "It is made in another way."));
        }
        if (!Objects.equals(old.source(), fresh.source())) {
            changes.add(new Change(name, Verdict.BREAKING, "What devices send is read in another way."));
        }
        if (!Objects.equals(old.quality(), fresh.quality())) {
            changes.add(new Change(name, Verdict.COMPATIBLE, "It is judged by other rules."));
        }
        if (!Objects.equals(old.filter(), fresh.filter())) {
            changes.add(new Change(name, Verdict.COMPATIBLE, "It is filtered otherwise."));
        }
    }

    private static void schema(Schema before, Schema now, String name, List<Change> changes) {
        if (before.equals(now)) {
            return;
        }
        boolean holdsAll = holdsAll(before, now);
        changes.add(new Change(
                name,
                holdsAll ? Verdict.COMPATIBLE : Verdict.BREAKING,
                holdsAll ? "Its schema holds more." : "Its schema does not hold all of what it held."));
    }

    /** Whether every value of the one is a value of the other. */
    private static boolean holdsAll(Schema before, Schema now) {
        if (before.equals(now) || WIDER.getOrDefault(before, Set.of()).contains(now)) {
            return true;
        }
        if (before instanceof Schema.Array old && now instanceof Schema.Array fresh) {
            return holdsAll(old.element(), fresh.element());
        }
        if (before instanceof Schema.Dictionary old && now instanceof Schema.Dictionary fresh) {
            return holdsAll(old.value(), fresh.value());
        }
        if (before instanceof Schema.Enumeration old && now instanceof Schema.Enumeration fresh) {
            return old.valueSchema() == fresh.valueSchema() && fresh.values().containsAll(old.values());
        }
        if (before instanceof Schema.Structure old && now instanceof Schema.Structure fresh) {
            Map<String, Schema> fields =
                    fresh.fields().stream().collect(Collectors.toMap(Schema.Field::name, Schema.Field::schema));
            return old.fields().stream()
                    .allMatch(field ->
                            fields.containsKey(field.name()) && holdsAll(field.schema(), fields.get(field.name())));
        }
        return false;
    }

    private static void writable(boolean before, boolean now, String name, List<Change> changes) {
        if (before != now) {
            changes.add(new Change(
                    name,
                    now ? Verdict.COMPATIBLE : Verdict.BREAKING,
                    now ? "It may be written now." : "It may not be written any more."));
        }
    }

    private static void payload(
            String which,
            Schema.@Nullable Field before,
            Schema.@Nullable Field now,
            String name,
            List<Change> changes) {
        if (!Objects.equals(before, now)) {
            changes.add(new Change(name, Verdict.BREAKING, "Its " + which + " is another."));
        }
    }

    private static void relationship(
            Content.Relationship before, Content.Relationship now, String name, List<Change> changes) {
        TypeId target = now.target();
        if (target != null && !target.equals(before.target())) {
            changes.add(new Change(name, Verdict.BREAKING, "It leads to " + target + " alone now."));
        } else if (target == null && before.target() != null) {
            changes.add(new Change(name, Verdict.COMPATIBLE, "It may lead to anything now."));
        }
        if (now.maxMultiplicity() != before.maxMultiplicity()) {
            boolean more = now.maxMultiplicity() > before.maxMultiplicity();
            changes.add(new Change(
                    name,
                    more ? Verdict.COMPATIBLE : Verdict.BREAKING,
                    "There may be " + now.maxMultiplicity() + " of it, and could be " + before.maxMultiplicity()
                            + "."));
        }
        writable(before.writable(), now.writable(), name, changes);
        Map<String, Content.Property> properties =
                now.properties().stream().collect(Collectors.toMap(Content.Property::name, Function.identity()));
        for (Content.Property old : before.properties()) {
            Content.Property fresh = properties.get(old.name());
            if (fresh == null) {
                changes.add(new Change(name + "." + old.name(), Verdict.BREAKING, "It is gone."));
            } else {
                compare(old, fresh, name + "." + old.name(), changes);
            }
        }
    }
}
