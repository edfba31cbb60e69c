package io.counterpart.portal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.ContractJson;
import io.counterpart.portal.database.TenantSession;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of commands: what was wanted, and by whom. How far a command is stands in the log, and nowhere else. */
final class CommandRows {

    private static final ContractJson<JsonNode> JSON = ContractJson.of(JsonNode.class);

    private static final String SELECT =
            "select id, twin, name, cast(payload as text), device, requested_by, requested_at, expires_at from portal.command ";

    private CommandRows() {}

    /**
     * A row.
     *
     * @param requestedBy who wanted it: a person's address, or the id of a program's key
     * @param requestedAt when, epoch milliseconds
     */
    record Row(
            CommandId id,
            TwinId twin,
            PropertyName name,
            @Nullable JsonNode payload,
            DeviceId device,
            String requestedBy,
            long requestedAt,
            long expiresAt) {

        /** Whether somebody who wants this wants the same. */
        boolean isFor(TwinId otherTwin, CommandRequest request) {
            return twin.equals(otherTwin)
                    && name.equals(request.name())
                    && (payload == null ? request.payload() == null : payload.equals(request.payload()))
                    && (request.device() == null || device.equals(request.device()));
        }

        private static Row of(Object[] columns) {
            return new Row(
                    new CommandId((String) columns[0]),
                    new TwinId((String) columns[1]),
                    new PropertyName((String) columns[2]),
                    columns[3] == null ? null : JSON.read(((String) columns[3]).getBytes(StandardCharsets.UTF_8)),
                    new DeviceId((String) columns[4]),
                    (String) columns[5],
                    ((Number) columns[6]).longValue(),
                    ((Number) columns[7]).longValue());
        }
    }

    static Uni<Optional<Row>> find(TenantSession session, CommandId id) {
        return first(session.rows()
                .createNativeQuery(SELECT + "where id = :id", Object[].class)
                .setParameter("id", id.value())
                .getResultList());
    }

    /** The command that was wanted under this key before. */
    static Uni<Optional<Row>> findByKey(TenantSession session, String key) {
        return first(session.rows()
                .createNativeQuery(SELECT + "where idempotency_key = :key", Object[].class)
                .setParameter("key", key)
                .getResultList());
    }

    private static Uni<Optional<Row>> first(Uni<List<Object[]>> rows) {
        return rows.map(found -> found.stream().findFirst().map(Row::of));
    }

    /**
     * Adds a row.
     *
     * @param key under which it is wanted, null for none
     * @return its number, larger than those of all commands of the tenant before
     */
    static Uni<Long> add(TenantSession session, Row row, @Nullable String key) {
        return session.rows()
                .createNativeQuery(
                        "insert into portal.command "
                                + "(id, twin, name, payload, device, requested_by, requested_at, expires_at, idempotency_key) "
                                + "values (:id, :twin, :name, cast(cast(:payload as text) as json), :device, :by, :at, :expires, "
                                + "cast(:key as text)) returning number",
                        Long.class)
                .setParameter("id", row.id().value())
                .setParameter("twin", row.twin().value())
                .setParameter("name", row.name().value())
                .setParameter(
                        "payload",
                        row.payload() == null ? null : new String(JSON.write(row.payload()), StandardCharsets.UTF_8))
                .setParameter("device", row.device().value())
                .setParameter("by", row.requestedBy())
                .setParameter("at", row.requestedAt())
                .setParameter("expires", row.expiresAt())
                .setParameter("key", key)
                .getSingleResult();
    }

    /** How many of the tenant's commands have a time that has not passed, counted up to this many. */
    static Uni<Integer> current(TenantSession session, long nowMs, int max) {
        return session.rows()
                .createNativeQuery(
                        "select count(*) from (select 1 from portal.command where expires_at > :now limit :max) as current",
                        Long.class)
                .setParameter("now", nowMs)
                .setParameter("max", max)
                .getSingleResult()
                .map(Long::intValue);
    }
}
