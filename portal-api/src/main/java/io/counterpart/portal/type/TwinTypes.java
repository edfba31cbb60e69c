package io.counterpart.portal.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.database.TenantSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of each tenant: immutable, and on the log before any twin can use them. */
@Singleton
public class TwinTypes {

    private final TenantDatabase database;
    private final AccessDirectory access;

    TwinTypes(TenantDatabase database, AccessDirectory access) {
        this.database = database;
        this.access = access;
    }

    /** What became of defining types. */
    sealed interface Outcome {

        /** All of them stand there now; {@code created} says whether any is new, and the revision is that of the tenant's graph. */
        record Defined(boolean created, long graphRevision) implements Outcome {}

        /** Something else stands under this id; nothing was changed. */
        record Immutable(TypeId id) implements Outcome {}
    }

    /** Defines these types, all or none. */
    Uni<Outcome> define(TenantId tenant, List<TypeLanguage.ReadType> types) {
        int partitions =
                access.tenant(tenant).map(AccessEvent.Tenant::partitions).orElse(1);
        return database.writeGraph(tenant, session -> define(session, types, partitions));
    }

    private static Uni<Outcome> define(TenantSession session, List<TypeLanguage.ReadType> types, int partitions) {
        Object[] ids = types.stream().map(type -> type.id().value()).toArray();
        return session.rows().find(TwinTypeEntity.class, ids).chain(known -> {
            List<TypeLanguage.ReadType> missing = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                TwinTypeEntity entity = known.get(i);
                if (entity == null) {
                    missing.add(types.get(i));
                } else if (!JsonText.parse(entity.document)
                        .equals(types.get(i).definition().document())) {
                    return Uni.createFrom()
                            .item(new Outcome.Immutable(types.get(i).id()));
                }
            }
            return add(session, missing)
                    .chain(() -> addAncestors(session, missing))
                    .chain(() -> tellOfTwins(session, missing, partitions))
                    .chain(session::graphRevision)
                    .map(revision -> new Outcome.Defined(!missing.isEmpty(), revision));
        });
    }

    private static Uni<?> add(TenantSession session, List<TypeLanguage.ReadType> types) {
        return Multi.createFrom()
                .iterable(types)
                .onItem()
                .transformToUniAndConcatenate(type -> session.rows()
                        .persist(entity(type.definition()))
                        .chain(() -> session.publish(type.definition())))
                .collect()
                .last();
    }

    /** Devices may have been bound to types that were not there: the log hears of their twins when it can know what they are. */
    private static Uni<Void> tellOfTwins(TenantSession session, List<TypeLanguage.ReadType> types, int partitions) {
        if (types.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.rows()
                .createNativeQuery(
                        "select id, in_group, type, device from portal.twin where type in (:types) and not removed order by id",
                        Object[].class)
                .setParameter(
                        "types", types.stream().map(type -> type.id().value()).toList())
                .getResultList()
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : session.publish(rows.stream().map(TwinTypes::waiting).toList(), partitions));
    }

    private static TenantSession.Addressed waiting(Object[] row) {
        GroupId group = new GroupId((String) row[1]);
        return new TenantSession.Addressed(
                group,
                new Input.TwinDefined(
                        new TwinId((String) row[0]),
                        group,
                        new TypeId((String) row[2]),
                        row[3] == null ? null : new DeviceId((String) row[3])));
    }

    private static Uni<Void> addAncestors(TenantSession session, List<TypeLanguage.ReadType> types) {
        ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
        types.forEach(type -> type.supertypes()
                .forEach(ancestor ->
                        pairs.addObject().put("type", type.id().value()).put("ancestor", ancestor.value())));
        return pairs.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.rows()
                        .createNativeQuery("""
                                insert into portal.twin_type_ancestor (type, ancestor)
                                select type, ancestor
                                from jsonb_to_recordset(cast(cast(:pairs as text) as jsonb)) as pair(type text, ancestor text)""")
                        .setParameter("pairs", JsonText.write(pairs))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /** What these types inherit from, directly or not; those that inherit from nothing are left out. */
    public Uni<Map<TypeId, Set<TypeId>>> ancestors(TenantSession session, Set<TypeId> types) {
        if (types.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.rows()
                .createNativeQuery(
                        "select type, ancestor from portal.twin_type_ancestor where type in (:types)", Object[].class)
                .setParameter("types", types.stream().map(TypeId::value).toList())
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new TypeId((String) row[0]),
                                Collectors.mapping(row -> new TypeId((String) row[1]), Collectors.toSet()))));
    }

    private static TwinTypeEntity entity(TypeDefinition type) {
        TwinTypeEntity entity = new TwinTypeEntity();
        entity.id = type.id().value();
        entity.path = type.id().path();
        entity.version = type.id().version();
        entity.document = JsonText.write(type.document());
        return entity;
    }

    /** The interfaces of those of these types that there are. */
    public Uni<Map<TypeId, JsonNode>> documents(TenantId tenant, Set<TypeId> types) {
        Object[] ids = types.stream().map(TypeId::value).toArray();
        return database.within(
                tenant,
                session -> session.rows()
                        .find(TwinTypeEntity.class, ids)
                        .map(found -> found.stream()
                                .filter(Objects::nonNull)
                                .collect(Collectors.toMap(
                                        entity -> new TypeId(entity.id), entity -> JsonText.parse(entity.document)))));
    }

    /** The interface as it was given. */
    Uni<Optional<String>> document(TenantId tenant, TypeId id) {
        return database.within(
                tenant,
                session -> session.rows()
                        .find(TwinTypeEntity.class, id.value())
                        .map(entity -> Optional.ofNullable(entity).map(found -> found.document)));
    }

    /** Whether twins can have this type: it is the tenant's, or the one that everybody has. */
    public Uni<Boolean> exists(TenantSession session, TypeId id) {
        return id.equals(TypeId.UNTYPED)
                ? Uni.createFrom().item(true)
                : session.rows().find(TwinTypeEntity.class, id.value()).map(entity -> entity != null);
    }

    /**
     * A type in a list.
     *
     * @param id its identifier
     * @param displayName what people call it, null where it does not say
     */
    record Listed(TypeId id, @Nullable String displayName) {}

    /** A page of the types, by id. */
    Uni<List<Listed>> list(TenantId tenant, String after, int limit) {
        return database.within(
                        tenant,
                        session -> session.rows()
                                .createSelectionQuery(
                                        "from TwinTypeEntity where id > :after order by id", TwinTypeEntity.class)
                                .setParameter("after", after)
                                .setMaxResults(limit)
                                .getResultList())
                .map(rows -> rows.stream().map(TwinTypes::listed).toList());
    }

    /** A page of the ids of the types. */
    public Uni<List<TypeId>> ids(TenantId tenant, String after, int limit) {
        return database.within(
                        tenant,
                        session -> session.rows()
                                .createSelectionQuery(
                                        "select id from TwinTypeEntity where id > :after order by id", String.class)
                                .setParameter("after", after)
                                .setMaxResults(limit)
                                .getResultList())
                .map(ids -> ids.stream().map(TypeId::new).toList());
    }

    private static Listed listed(TwinTypeEntity entity) {
        return new Listed(new TypeId(entity.id), displayName(JsonText.parse(entity.document)));
    }

    /** Of a document that was read before: a text, or texts by language, as an object or tagged in an array. */
    private static @Nullable String displayName(JsonNode document) {
        JsonNode name = document.path("displayName");
        if (name.isTextual()) {
            return name.asText();
        }
        Map<String, String> byLanguage = new HashMap<>();
        name.properties()
                .forEach(text -> byLanguage.put(text.getKey(), text.getValue().asText()));
        for (JsonNode one : name.isArray() ? name : List.<JsonNode>of()) {
            byLanguage.put(
                    one.path("@language").asText("en"),
                    one.isTextual() ? one.asText() : one.path("@value").asText());
        }
        return Definitions.displayName(byLanguage);
    }
}
