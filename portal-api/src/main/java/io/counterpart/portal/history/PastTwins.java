package io.counterpart.portal.history;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.EventTime;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.portal.live.TwinView;
import io.counterpart.portal.type.TypeLanguage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Twins as they were known. */
@Singleton
public class PastTwins {

    /** Of values that history has no score of. */
    private static final int FULL_QUALITY = 100;

    private final TwinHistory history;
    private final TypeLanguage types;

    PastTwins(TwinHistory history, TypeLanguage types) {
        this.history = history;
        this.types = types;
    }

    /** The twin as it was known then; nothing where it was not, or was removed. */
    public Uni<Optional<PastTwin>> find(TenantId tenant, TwinState now, long knownAtMs) {
        return history.definitionAsKnown(tenant, now.twin(), knownAtMs)
                .chain(event -> typeAfter(event)
                        .map(type -> find(tenant, now, type, knownAtMs))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Optional<TypeId> typeAfter(Optional<TwinEvent> event) {
        return event.map(known -> switch (known) {
            case TwinEvent.Created created -> created.type();
            case TwinEvent.Retyped retyped -> retyped.type();
            default -> null;
        });
    }

    private Uni<Optional<PastTwin>> find(TenantId tenant, TwinState now, TypeId type, long knownAtMs) {
        Uni<Optional<TypeDefinition>> definition = type.equals(now.type()) || type.equals(TypeId.UNTYPED)
                ? Uni.createFrom().item(Optional.empty())
                : types.definition(tenant, type);
        return definition.chain(declared -> history.newest(tenant, now, EventTime.LATEST_MS, knownAtMs)
                .map(facets -> Optional.of(twin(now, type, knownAtMs, declared.orElse(null), facets))));
    }

    /** @param declared what the type said, where it is another than now */
    private static PastTwin twin(
            TwinState now,
            TypeId type,
            long knownAtMs,
            @Nullable TypeDefinition declared,
            Map<PropertyName, TwinHistory.Facets> facets) {
        TreeMap<PropertyName, PastTwin.Property> properties = new TreeMap<>();
        List<PropertyName> notShown = new ArrayList<>();
        if (declared != null) {
            declared.properties().stream()
                    .filter(property -> !isStoredAsNow(property, now))
                    .forEach(property -> notShown.add(property.name()));
        }
        facets.forEach((name, kept) -> {
            PropertyState state = now.properties().get(name);
            TypeDefinition.Property then = declarationOf(name, declared);
            boolean isOfThen = declared == null || (then != null && isStoredAsNow(then, now));
            if (state != null && isOfThen && !kept.measured().isEmpty()) {
                properties.put(name, property(state, kept));
            }
        });
        return new PastTwin(now.twin(), type, knownAtMs, properties, notShown);
    }

    /** Only then is what history keeps for the property of today what it kept for that of then. */
    private static boolean isStoredAsNow(TypeDefinition.Property then, TwinState twin) {
        PropertyState now = twin.properties().get(then.name());
        return now != null
                && now.schema().storage() == then.schema().storage()
                && (now.unit() == null || then.unit() == null || now.unit().equals(then.unit()));
    }

    private static TypeDefinition.@Nullable Property declarationOf(
            PropertyName name, @Nullable TypeDefinition declared) {
        return declared == null
                ? null
                : declared.properties().stream()
                        .filter(property -> property.name().equals(name))
                        .findAny()
                        .orElse(null);
    }

    private static PastTwin.Property property(PropertyState state, TwinHistory.Facets kept) {
        TwinHistory.Point measured = kept.measured().getFirst();
        return new PastTwin.Property(
                state.unit(),
                state.schema(),
                new TwinView.Measured(Objects.requireNonNull(measured.value()), measured.ts(), quality(measured, kept)),
                filtered(kept));
    }

    /** The score that stands beside the value; full where none does, null where nobody judges it. */
    private static @Nullable Integer quality(TwinHistory.Point measured, TwinHistory.Facets kept) {
        return kept.quality() == null
                ? null
                : Integer.valueOf(kept.quality().stream()
                        .filter(score -> score.ts() >= measured.ts())
                        .map(PastTwins::number)
                        .mapToInt(Double::intValue)
                        .findFirst()
                        .orElse(FULL_QUALITY));
    }

    private static double number(TwinHistory.Point point) {
        return point.value() instanceof Value.Numeric(double number) ? number : Double.NaN;
    }

    private static TwinView.@Nullable Filtered filtered(TwinHistory.Facets kept) {
        return kept.filtered() == null
                ? null
                : kept.filtered().stream()
                        .findFirst()
                        .map(point -> new TwinView.Filtered(number(point), point.ts()))
                        .orElse(null);
    }
}
