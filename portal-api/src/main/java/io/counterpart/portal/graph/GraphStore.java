package io.counterpart.portal.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads graphs from the database: whole ones as they were at some revision or time, and what changed between two revisions. It reads
 * versions, which never change, up to a revision that stands: so it may do so page by page, each in its own transaction, whoever writes
 * meanwhile, and what it comes to is the graph of that revision exactly.
 */
@Singleton
class GraphStore {

    private static final String REVISION = "select revision from portal.graph";

    /** The largest revision known by then; both look from the newest backwards, in the order of an index. */
    private static final String REVISION_AT = """
            select coalesce(greatest(
                (select max(revision) from portal.twin_version where known_at <= $1),
                (select max(revision) from portal.relationship_version where known_at <= $1)), 0)""";

    /** Of each twin after this one the newest version that is not too new. */
    private static final String TWINS_AT = """
            select distinct on (id) id, name, type, removed, revision from portal.twin_version
            where id > $1 and revision <= $2 order by id, revision desc limit $3""";

    private static final String RELATIONSHIPS_AT = """
            select distinct on (source, name, target) source, name, target, removed, cast(properties as text), revision
            from portal.relationship_version
            where (source, name, target) > ($1, $2, $3) and revision <= $4
            order by source, name, target, revision desc limit $5""";

    private static final String TWINS_BETWEEN = """
            select id, name, type, removed, revision from portal.twin_version
            where (revision, id) > ($1, $2) and revision <= $3 order by revision, id limit $4""";

    private static final String RELATIONSHIPS_BETWEEN = """
            select source, name, target, removed, cast(properties as text), revision from portal.relationship_version
            where (revision, source, name, target) > ($1, $2, $3, $4) and revision <= $5
            order by revision, source, name, target limit $6""";

    private static final String ANCESTORS_BETWEEN = """
            select type, ancestor, revision from portal.twin_type_ancestor
            where (revision, type, ancestor) > ($1, $2, $3) and revision <= $4 order by revision, type, ancestor limit $5""";

    private static final ObjectReader PROPERTIES = JsonMapper.builder().build().readerForMapOf(Object.class);

    private final TenantDatabase database;
    private final GraphConfig config;
    private final Vertx vertx;

    GraphStore(TenantDatabase database, GraphConfig config, Vertx vertx) {
        this.database = database;
        this.config = config;
        this.vertx = vertx;
    }

    /** The revision of the tenant's graph, 0 before the first write. */
    Uni<Long> revision(TenantId tenant) {
        return database.read(tenant, REVISION, Tuple.tuple())
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    /** This state brought to a later revision, which must stand. From the empty one each twin and relationship is read once. */
    Uni<GraphState> advance(TenantId tenant, GraphState from, long revision) {
        Rows rows = new Rows(from.size());
        Uni<Void> read = from.revision() == 0
                ? twinsAt(tenant, rows, "", revision)
                        .chain(() -> relationshipsAt(tenant, rows, new String[] {"", "", ""}, revision))
                : twinsBetween(tenant, rows, from.revision() + 1, "", revision)
                        .chain(() -> relationshipsBetween(
                                tenant, rows, from.revision() + 1, new String[] {"", "", ""}, revision));
        return read.chain(() -> ancestorsBetween(tenant, rows, from.revision() + 1, new String[] {"", ""}, revision))
                .chain(() -> apart(() -> rows.appliedTo(from, revision)));
    }

    /** The graph as it was known at some time: at the last revision of which that is true. */
    Uni<GraphState> asKnownAt(TenantId tenant, long epochMs) {
        return database.read(tenant, REVISION_AT, Tuple.of(epochMs))
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(revision -> advance(tenant, GraphState.EMPTY, revision));
    }

    private interface Calculation {
        GraphState result();
    }

    /** A large graph takes some hundred milliseconds, which the event loop has not. */
    private Uni<GraphState> apart(Calculation calculation) {
        return vertx.executeBlocking(calculation::result);
    }

    private Uni<Void> twinsAt(TenantId tenant, Rows rows, String after, long until) {
        return pages(
                tenant,
                TWINS_AT,
                Tuple.of(after, until, config.page()),
                rows.twins,
                rows,
                last -> twinsAt(tenant, rows, last.getString(0), until));
    }

    private Uni<Void> relationshipsAt(TenantId tenant, Rows rows, String[] after, long until) {
        return pages(
                tenant,
                RELATIONSHIPS_AT,
                Tuple.of(after[0], after[1], after[2], until, config.page()),
                rows.relationships,
                rows,
                last -> relationshipsAt(tenant, rows, texts(last, 3), until));
    }

    private Uni<Void> twinsBetween(TenantId tenant, Rows rows, long after, String afterId, long until) {
        return pages(
                tenant,
                TWINS_BETWEEN,
                Tuple.of(after, afterId, until, config.page()),
                rows.twins,
                rows,
                last -> twinsBetween(tenant, rows, last.getLong(4), last.getString(0), until));
    }

    private Uni<Void> relationshipsBetween(TenantId tenant, Rows rows, long after, String[] afterKey, long until) {
        return pages(
                tenant,
                RELATIONSHIPS_BETWEEN,
                Tuple.of(after, afterKey[0], afterKey[1], afterKey[2], until, config.page()),
                rows.relationships,
                rows,
                last -> relationshipsBetween(tenant, rows, last.getLong(5), texts(last, 3), until));
    }

    private Uni<Void> ancestorsBetween(TenantId tenant, Rows rows, long after, String[] afterKey, long until) {
        return pages(
                tenant,
                ANCESTORS_BETWEEN,
                Tuple.of(after, afterKey[0], afterKey[1], until, config.page()),
                rows.ancestors,
                rows,
                last -> ancestorsBetween(tenant, rows, last.getLong(2), texts(last, 2), until));
    }

    private static String[] texts(Row row, int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = row.getString(i);
        }
        return texts;
    }

    private Uni<Void> pages(
            TenantId tenant, String sql, Tuple parameters, List<Row> into, Rows all, Function<Row, Uni<Void>> next) {
        return database.read(tenant, sql, parameters).chain(page -> {
            page.forEach(into::add);
            all.requireAtMost(config.elementsMax());
            return page.size() < config.page() ? Uni.createFrom().voidItem() : next.apply(into.getLast());
        });
    }

    /** What was read, before it is put together. */
    private static final class Rows {

        private final int there;
        private final List<Row> twins = new ArrayList<>();
        private final List<Row> relationships = new ArrayList<>();
        private final List<Row> ancestors = new ArrayList<>();

        /** @param there how many twins there are already */
        Rows(int there) {
            this.there = there;
        }

        void requireAtMost(int most) {
            if (there + twins.size() + relationships.size() > most) {
                throw new ApiProblem(
                        ProblemType.UNAVAILABLE,
                        "The graph has more than " + most
                                + " twins and relationships, and cannot be asked as a whole.");
            }
        }

        GraphState appliedTo(GraphState from, long revision) {
            GraphEdit edit = new GraphEdit(from);
            Map<String, TypeId> types = new HashMap<>();
            Function<String, TypeId> type = id -> types.computeIfAbsent(id, TypeId::new);
            for (Row row : twins) {
                edit.twin(row.getString(0), row.getString(1), row.getBoolean(3) ? null : type.apply(row.getString(2)));
            }
            Map<String, String> names = new HashMap<>();
            for (Row row : relationships) {
                String name = names.computeIfAbsent(row.getString(1), same -> same);
                if (!row.getBoolean(3)) {
                    edit.relationship(row.getString(0), name, row.getString(2), properties(row.getString(4)));
                } else if (from.revision() > 0) {
                    edit.relationship(row.getString(0), name, row.getString(2), null);
                }
            }
            ancestors.forEach(row -> edit.ancestor(type.apply(row.getString(0)), type.apply(row.getString(1))));
            return edit.state(revision);
        }

        private static Map<String, Object> properties(String json) {
            try {
                return json.equals("{}") ? Map.of() : PROPERTIES.readValue(json);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("stored properties are not JSON", e);
            }
        }
    }
}
