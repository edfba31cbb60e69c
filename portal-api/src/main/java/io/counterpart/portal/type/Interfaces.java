package io.counterpart.portal.type;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.dtdl.Interface;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tenants' types as read, for those who check something by them. A version never changes, so what was read once stays right. */
@Singleton
public class Interfaces {

    /** Of all tenants; some 20 kB each, and hundreds of kB for the largest. */
    static final int KEPT_MAX = 1_000;

    private record Key(TenantId tenant, TypeId type) {}

    private final TwinTypes types;
    private final TypeLanguage language;
    private final Map<Key, Interface> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Interface> longestUnused) {
            return size() > KEPT_MAX;
        }
    };

    Interfaces(TwinTypes types, TypeLanguage language) {
        this.types = types;
        this.language = language;
    }

    /** These types; those that the tenant has not defined are left out. */
    public Uni<Map<TypeId, Interface>> of(TenantId tenant, Set<TypeId> ids) {
        Map<TypeId, Interface> found = new HashMap<>();
        Set<TypeId> missing = new HashSet<>();
        synchronized (kept) {
            for (TypeId id : ids) {
                Interface known = kept.get(new Key(tenant, id));
                if (known == null) {
                    missing.add(id);
                } else {
                    found.put(id, known);
                }
            }
        }
        if (missing.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        return types.documents(tenant, missing)
                .chain(documents -> Multi.createFrom()
                        .iterable(documents.values())
                        .onItem()
                        .transformToUniAndConcatenate(document -> language.read(tenant, document))
                        .collect()
                        .asList())
                .map(read -> {
                    read.forEach(type -> keep(tenant, type));
                    read.forEach(type -> found.put(type.id(), type));
                    return found;
                });
    }

    private void keep(TenantId tenant, Interface type) {
        synchronized (kept) {
            kept.put(new Key(tenant, type.id()), type);
        }
    }

    int kept() {
        synchronized (kept) {
            return kept.size();
        }
    }

    /** Drops what is known of this tenant. */
    public void forget(TenantId tenant) {
        synchronized (kept) {
            kept.keySet().removeIf(key -> key.tenant().equals(tenant));
        }
    }
}
