package io.counterpart.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A plant of 100,000 twins: 1,000 stations contain 3 lines each, these 4 pumps each, these 7 sensors each, and a station's pumps feed one
 * another in a circle. Twins and relationships come into portal-api's tables by its own triggers, and readings into the log, because
 * the API takes a device at a time.
 */
final class SeededPlant {
    static final int STATIONS = 1_000;
    static final int TWINS = STATIONS * (1 + 3 + 12 + 84);

    /** What every twin has for its type's parent. */
    static final TypeId ASSET = new TypeId("dtmi:com:example:bench:Asset;1");

    /** A prime, so that neighbours have values far apart. */
    private static final int STRIDE = 7_919;

    private final LoadTenant tenant;

    SeededPlant(LoadTenant tenant) {
        this.tenant = tenant;
    }

    /** What a twin is; each is contained in one of the level above. */
    enum Level {
        STATION(1),
        LINE(3),
        PUMP(12),
        SENSOR(84);

        private final int perStation;

        Level(int perStation) {
            this.perStation = perStation;
        }

        int perStation() {
            return perStation;
        }

        int count() {
            return STATIONS * perStation;
        }

        TypeId type() {
            String word = word();
            return new TypeId("dtmi:com:example:bench:" + word.substring(0, 1).toUpperCase(Locale.ROOT)
                    + word.substring(1) + ";1");
        }

        /** How ids and names of its twins begin. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        TwinId twin(int number) {
            return new TwinId(word() + "-" + number);
        }

        GroupId group(int number) {
            return GroupId.of(STATION.twin(number / perStation));
        }
    }

    /** Defines the types as anybody does, by the API: twin-runtime must know them too. */
    void defineTypes() {
        ArrayNode types = new JsonMapper().createArrayNode();
        ObjectNode asset = interfaceOf(types, ASSET);
        ArrayNode contents = asset.putArray("contents");
        for (String name : List.of("pressure", "temperature")) {
            contents.addObject().put("@type", "Telemetry").put("name", name).put("schema", "double");
        }
        for (String name : List.of("contains", "feeds")) {
            contents.addObject().put("@type", "Relationship").put("name", name);
        }
        for (Level level : Level.values()) {
            interfaceOf(types, level.type()).put("extends", ASSET.value());
        }
        tenant.api().putType(tenant.tenant(), types);
    }

    private static ObjectNode interfaceOf(ArrayNode types, TypeId id) {
        return types.addObject()
                .put("@context", "dtmi:dtdl:context;3")
                .put("@id", id.value())
                .put("@type", "Interface");
    }

    /** Puts twins and relationships into portal-api's tables, as its owner, in one transaction and so as one revision. */
    void fillTables(LocalPlatform platform) {
        try (Connection connection = connection(platform)) {
            connection.setAutoCommit(false);
            try (PreparedStatement named = connection.prepareStatement("select set_config('app.tenant', ?, true)")) {
                named.setString(1, tenant.tenant().value());
                named.execute();
            }
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements()) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new PlatformException("The twins cannot be put into the tables: " + e.getMessage(), e);
        }
    }

    private static Connection connection(LocalPlatform platform) throws SQLException {
        Map<String, String> told = platform.environment(Component.PORTAL);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                told.get("COUNTERPART_DATABASE_HOST"),
                                told.get("COUNTERPART_DATABASE_PORT"),
                                told.get("COUNTERPART_DATABASE_NAME")),
                "portal_owner",
                Objects.requireNonNull(told.get("COUNTERPART_DATABASE_OWNER_PASSWORD")));
    }

    private static List<String> statements() {
        List<String> statements = new ArrayList<>();
        Level above = null;
        for (Level level : Level.values()) {
            statements.add("""
                    insert into twin (id, type, in_group, name, revision)
                    select '%1$s-' || i, '%2$s', 'station-' || i / %3$d, 'The %1$s ' || i, 1
                    from generate_series(0, %4$d) i""".formatted(level.word(), level.type(), level.perStation(), level.count() - 1));
            if (above != null) {
                statements.add("""
                        insert into relationship (source, name, target, properties, revision)
                        select '%1$s-' || i / %2$d, 'contains', '%3$s-' || i, '{}', 1
                        from generate_series(0, %4$d) i""".formatted(
                        above.word(), level.perStation() / above.perStation(), level.word(), level.count() - 1));
            }
            above = level;
        }
        statements.add("""
                insert into relationship (source, name, target, properties, revision)
                select 'pump-' || i, 'feeds', 'pump-' || i / %1$d * %1$d + (i + 1) %% %1$d, json_build_object('share', 0.5), 1
                from generate_series(0, %2$d) i""".formatted(Level.PUMP.perStation(), Level.PUMP.count() - 1));
        for (String table : List.of("twin", "relationship", "twin_version", "relationship_version")) {
            statements.add("analyze " + table);
        }
        return statements;
    }

    /** Tells twin-runtime of the twins, and sends a reading of each: from them come their states. */
    void fillLog(LocalPlatform platform, int partitions) {
        int number = 0;
        try (InputLog log = new InputLog(platform, tenant.tenant(), partitions)) {
            for (Level level : Level.values()) {
                for (int i = 0; i < level.count(); i++) {
                    TwinId twin = level.twin(i);
                    log.define(twin, level.group(i), level.type());
                    log.reading(twin, level.group(i), System.currentTimeMillis(), payload(number++));
                }
            }
            log.flush();
        }
    }

    private static String payload(int number) {
        return "{\"pressure\":%s,\"temperature\":%s}".formatted(pressure(number), 20 + number % 50);
    }

    /** Of the twin of this number among all: from 0 to less than 10, each value once, so that of every share it is known how many there are. */
    static double pressure(int number) {
        return (int) ((long) number * STRIDE % TWINS) * 10.0 / TWINS;
    }

    /** The value of the first column of the first row. */
    static JsonNode first(JsonNode answer) {
        return answer.at("/items/0").path(answer.at("/columns/0/name").asText());
    }
}
