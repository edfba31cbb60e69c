package io.counterpart.portal.twin;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.portal.type.Interfaces;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Types that were read before a transaction begins: reading one may take longer than others should wait. A transaction that finds it
 * needs further ones ends without having written, and is tried again with them.
 */
public final class KnownTypes {

    private final Map<TypeId, Optional<Interface>> types;

    private KnownTypes(Map<TypeId, Optional<Interface>> types) {
        this.types = types;
    }

    /** What came of trying. */
    public sealed interface Attempt<T> {

        record Done<T>(T result) implements Attempt<T> {}

        /** Nothing was done for want of these. */
        record Lacking<T>(Set<TypeId> types) implements Attempt<T> {}

        static <T> Uni<Attempt<T>> done(T result) {
            return Uni.createFrom().item(new Done<>(result));
        }
    }

    /** Tries until all types are at hand. */
    public static <T> Uni<T> attempt(
            Interfaces interfaces, TenantId tenant, Function<KnownTypes, Uni<Attempt<T>>> work) {
        return new KnownTypes(Map.of()).attemptWith(interfaces, tenant, work);
    }

    private <T> Uni<T> attemptWith(Interfaces interfaces, TenantId tenant, Function<KnownTypes, Uni<Attempt<T>>> work) {
        return work.apply(this).chain(attempt -> switch (attempt) {
            case Attempt.Done<T> done -> Uni.createFrom().item(done.result());
            case Attempt.Lacking<T> lacking ->
                interfaces
                        .of(tenant, lacking.types())
                        .chain(found -> with(lacking.types(), found).attemptWith(interfaces, tenant, work));
        });
    }

    private KnownTypes with(Set<TypeId> asked, Map<TypeId, Interface> found) {
        Map<TypeId, Optional<Interface>> more = new HashMap<>(types);
        asked.forEach(type -> more.put(type, Optional.ofNullable(found.get(type))));
        return new KnownTypes(more);
    }

    /** Which of these were not asked for yet. */
    public Set<TypeId> lacking(Set<TypeId> needed) {
        Set<TypeId> lacking = new HashSet<>(needed);
        lacking.removeAll(types.keySet());
        lacking.remove(TypeId.UNTYPED);
        return lacking;
    }

    /** A type that was read; empty for one that is not defined. */
    public Optional<Interface> find(TypeId type) {
        return types.getOrDefault(type, Optional.empty());
    }

    /** What may be wanted of twins of this type, which is not that of untyped ones; empty for a type that is not defined. */
    Optional<WishRules> wishes(TypeId type) {
        return find(type).map(WishRules::of);
    }

    /** What relationships twins of this type may have; empty for a type that is not defined. */
    Optional<RelationshipRules> rules(TypeId type) {
        return type.equals(TypeId.UNTYPED)
                ? Optional.of(RelationshipRules.UNTYPED)
                : find(type).map(RelationshipRules::of);
    }
}
