package io.counterpart.portal.twin;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.database.TenantSession;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.problem.Page;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists twins by id: those that were defined, and among them those of which only the log knows. */
@Singleton
class TwinList {

    private static final String DEFINED = """
            from TwinEntity t where t.removed = false and t.id > :after and (:type = '' or t.type = :type)
            and (lower(t.name) like :prefix escape '!' or lower(t.id) like :prefix escape '!') order by t.id""";

    private final TenantDatabase database;

    TwinList(TenantDatabase database) {
        this.database = database;
    }

    /**
     * What to list.
     *
     * @param after the id after which to begin, empty for the first page
     * @param type of this type only, null for all
     * @param prefix whose name or id begins so, whatever the case; empty for all
     */
    record Filter(String after, @Nullable TypeId type, String prefix) {

        private boolean takes(TwinState state) {
            return (type == null || state.type().equals(type))
                    && state.twin().value().toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
        }

        private String like() {
            return prefix.toLowerCase(Locale.ROOT)
                            .replace("!", "!!")
                            .replace("%", "!%")
                            .replace("_", "!_") + "%";
        }
    }

    Uni<Page<Twin>> page(TenantId tenant, LiveTenant live, Filter filter, int limit) {
        List<TwinState> heard = heard(live, filter, limit + 1);
        return database.within(
                tenant,
                session -> defined(session, filter, limit + 1)
                        .chain(defined -> known(session, heard).map(known -> page(defined, heard, known, limit))));
    }

    private static List<TwinState> heard(LiveTenant live, Filter filter, int count) {
        List<TwinState> found = new ArrayList<>();
        for (TwinState state : live.after(filter.after().isEmpty() ? null : new TwinId(filter.after()))) {
            if (filter.takes(state)) {
                found.add(state);
                if (found.size() == count) {
                    break;
                }
            }
        }
        return found;
    }

    private static Uni<List<TwinEntity>> defined(TenantSession session, Filter filter, int count) {
        return session.rows()
                .createSelectionQuery(DEFINED, TwinEntity.class)
                .setParameter("after", filter.after())
                .setParameter("type", filter.type() == null ? "" : filter.type().value())
                .setParameter("prefix", filter.like())
                .setMaxResults(count)
                .getResultList();
    }

    /** Of those that the log told of, the ones with a row, be it of a removed twin or one that the filter leaves out. */
    private static Uni<Set<String>> known(TenantSession session, List<TwinState> heard) {
        if (heard.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return session.rows()
                .createSelectionQuery("select t.id from TwinEntity t where t.id in :ids", String.class)
                .setParameter(
                        "ids", heard.stream().map(state -> state.twin().value()).toList())
                .getResultList()
                .map(HashSet::new);
    }

    /** Both lists in one; it is whole up to where the shorter of them was cut off. */
    private static Page<Twin> page(List<TwinEntity> defined, List<TwinState> heard, Set<String> known, int limit) {
        TreeMap<String, Twin> both = new TreeMap<>();
        defined.forEach(row -> both.put(row.id, Twin.of(row)));
        heard.stream()
                .filter(state -> !known.contains(state.twin().value()))
                .forEach(state -> both.put(state.twin().value(), Twin.of(state)));
        String whole = null;
        if (defined.size() > limit) {
            whole = defined.getLast().id;
        }
        if (heard.size() > limit) {
            String lastHeard = heard.getLast().twin().value();
            whole = whole == null || lastHeard.compareTo(whole) < 0 ? lastHeard : whole;
        }
        List<Twin> items = new ArrayList<>((whole == null ? both : both.headMap(whole, true)).values());
        if (items.size() > limit) {
            return new Page<>(items.subList(0, limit), items.get(limit - 1).id().value());
        }
        return new Page<>(items, whole);
    }
}
