package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.portal.database.TenantSession;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rows of relationships. The row of one that was removed stays, so that its revision never comes again. */
final class RelationshipRows {

    private static final ContractJson<JsonNode> JSON = ContractJson.of(JsonNode.class);

    /** Of values without parts: 1000 and 1e3 are the same. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    private RelationshipRows() {}

    /**
     * A row.
     *
     * @param properties an object
     * @param removed whether the relationship is gone
     * @param revision of this relationship, which grows
     */
    record Row(JsonNode properties, boolean removed, long revision) {

        String etag() {
            return '"' + Long.toString(revision) + '"';
        }

        boolean has(JsonNode other) {
            return properties.equals(BY_VALUE, other);
        }
    }

    /** As it is kept. */
    static byte[] json(JsonNode properties) {
        return JSON.write(properties);
    }

    private static JsonNode json(Object text) {
        return JSON.read(((String) text).getBytes(StandardCharsets.UTF_8));
    }

    static Uni<Optional<Row>> find(TenantSession session, RelationshipKey key) {
        return session.rows()
                .createNativeQuery(
                        "select cast(properties as text), removed, revision from portal.relationship "
                                + "where source = :source and name = :name and target = :target",
                        Object[].class)
                .setParameter("source", key.source().value())
                .setParameter("name", key.name())
                .setParameter("target", key.target().value())
                .getResultList()
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new Row(json(row[0]), (Boolean) row[1], ((Number) row[2]).longValue())));
    }

    /**
     * How many relationships a twin has.
     *
     * @param all of all names
     * @param ofName of the one
     */
    record Counts(long all, long ofName) {}

    static Uni<Counts> counts(TenantSession session, TwinId source, String name) {
        return session.rows()
                .createNativeQuery(
                        "select count(*), count(*) filter (where name = :name) from portal.relationship "
                                + "where source = :source and not removed",
                        Object[].class)
                .setParameter("source", source.value())
                .setParameter("name", name)
                .getSingleResult()
                .map(row -> new Counts(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    static Uni<Void> write(TenantSession session, RelationshipKey key, Row row) {
        return session.rows()
                .createNativeQuery("""
                        insert into portal.relationship (source, name, target, properties, removed, revision)
                        values (:source, :name, :target, cast(cast(:properties as text) as json), :removed, :revision)
                        on conflict (tenant, source, name, target) do update
                        set properties = excluded.properties, removed = excluded.removed, revision = excluded.revision""")
                .setParameter("source", key.source().value())
                .setParameter("name", key.name())
                .setParameter("target", key.target().value())
                .setParameter("properties", new String(json(row.properties()), StandardCharsets.UTF_8))
                .setParameter("removed", row.removed())
                .setParameter("revision", row.revision())
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * What to list: those of one twin, by name and then by the twin at the other end.
     *
     * @param twin whose relationships
     * @param name of this name alone, empty for all
     * @param afterName with {@code afterTwin} that after which to begin, empty for the first page
     * @param afterTwin the twin at its other end
     */
    record Filter(TwinId twin, String name, String afterName, String afterTwin) {}

    static Uni<List<Relationship>> outgoing(TenantSession session, Filter filter, int limit) {
        return page(session, "source", "target", filter, limit);
    }

    static Uni<List<Relationship>> incoming(TenantSession session, Filter filter, int limit) {
        return page(session, "target", "source", filter, limit);
    }

    private static Uni<List<Relationship>> page(
            TenantSession session, String end, String otherEnd, Filter filter, int limit) {
        return session.rows()
                .createNativeQuery("""
                        select source, name, target, cast(properties as text) from portal.relationship
                        where %1$s = :twin and not removed and (:name = '' or name = :name)
                        and (name, %2$s) > (:afterName, :afterTwin) order by name, %2$s limit :limit""".formatted(end, otherEnd), Object[].class)
                .setParameter("twin", filter.twin().value())
                .setParameter("name", filter.name())
                .setParameter("afterName", filter.afterName())
                .setParameter("afterTwin", filter.afterTwin())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Relationship(
                                new TwinId((String) row[0]),
                                (String) row[1],
                                new TwinId((String) row[2]),
                                json(row[3])))
                        .toList());
    }

    /**
     * A relationship with the group of the twin that it leads from, in whose log it stands.
     *
     * @param key which it is
     * @param group of its source
     */
    record Grouped(RelationshipKey key, GroupId group) {}

    /** All that lead from this twin and to it, up to a limit. */
    static Uni<List<Grouped>> of(TenantSession session, TwinId twin, int limit) {
        return session.rows()
                .createNativeQuery("""
                        select r.source, r.name, r.target, s.in_group
                        from (select source, name, target from portal.relationship where source = :twin and not removed
                              union
                              select source, name, target from portal.relationship where target = :twin and not removed) r
                        join portal.twin s on s.id = r.source
                        order by r.source, r.name, r.target limit :limit""", Object[].class)
                .setParameter("twin", twin.value())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Grouped(
                                new RelationshipKey(
                                        new TwinId((String) row[0]), (String) row[1], new TwinId((String) row[2])),
                                new GroupId((String) row[3])))
                        .toList());
    }

    /** Removes all that lead from this twin and to it. */
    static Uni<Void> removeAll(TenantSession session, TwinId twin) {
        return session.rows()
                .createNativeQuery("update portal.relationship set removed = true, revision = revision + 1 "
                        + "where (source = :twin or target = :twin) and not removed")
                .setParameter("twin", twin.value())
                .executeUpdate()
                .replaceWithVoid();
    }

    /**
     * Those relationships of a twin that have one name, and twins of one type at their other end.
     *
     * @param name their name
     * @param other the type of the twins at the other end
     * @param count how many
     * @param example one of these twins
     */
    record Kind(String name, TypeId other, long count, TwinId example) {}

    static Uni<List<Kind>> outgoingKinds(TenantSession session, TwinId twin) {
        return kinds(session, "source", "target", twin);
    }

    static Uni<List<Kind>> incomingKinds(TenantSession session, TwinId twin) {
        return kinds(session, "target", "source", twin);
    }

    private static Uni<List<Kind>> kinds(TenantSession session, String end, String otherEnd, TwinId twin) {
        return session.rows()
                .createNativeQuery("""
                        select r.name, t.type, count(*), min(t.id)
                        from portal.relationship r join portal.twin t on t.id = r.%2$s
                        where r.%1$s = :twin and not r.removed group by r.name, t.type order by r.name, t.type""".formatted(end, otherEnd), Object[].class)
                .setParameter("twin", twin.value())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Kind(
                                (String) row[0],
                                new TypeId((String) row[1]),
                                ((Number) row[2]).longValue(),
                                new TwinId((String) row[3])))
                        .toList());
    }
}
