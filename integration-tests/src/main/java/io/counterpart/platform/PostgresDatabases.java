package io.counterpart.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * The databases, schemas and roles that the services expect. Each service has three roles: its owner runs migrations, the others own
 * nothing and get what the migrations grant them.
 */
final class PostgresDatabases {
    static final String DATABASE = "counterpart";
    private static final List<String> SCHEMAS = List.of("tenants", "portal");
    static final List<String> KINDS = List.of("owner", "app", "control");

    private final String url;
    private final String user;
    private final String password;
    private final Secrets secrets;

    PostgresDatabases(String url, String user, String password, Secrets secrets) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.secrets = secrets;
    }

    /** The secret that holds a database role's password. */
    static String secretOf(String role) {
        return "postgres-" + role.replace('_', '-');
    }

    static boolean answers(String url, String user, String password) {
        try (Connection connection = connect(url, user, password)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    void create(int port) {
        try (Connection server = connect(url, user, password)) {
            role(server, "keycloak");
            database(server, "keycloak", "keycloak");
            for (String schema : SCHEMAS) {
                for (String kind : KINDS) {
                    role(server, schema + "_" + kind);
                }
            }
            database(server, DATABASE, user);
        } catch (SQLException e) {
            throw new PlatformException("Cannot set up PostgreSQL: " + e.getMessage(), e);
        }
        try (Connection database = connect(databaseUrl(port), user, password)) {
            for (String schema : SCHEMAS) {
                schema(database, schema);
            }
        } catch (SQLException e) {
            throw new PlatformException("Cannot set up the database " + DATABASE + ": " + e.getMessage(), e);
        }
    }

    private static String databaseUrl(int port) {
        return "jdbc:postgresql://" + Site.LOOPBACK + ":" + port + "/" + DATABASE;
    }

    private void role(Connection connection, String role) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
            execute(connection, "create role " + role + " login nosuperuser nocreatedb nocreaterole");
        }
        // Letters and digits only, so it needs no quoting; set each time, because the secrets may be newer than the
        // data.
        execute(connection, "alter role %s password '%s'".formatted(role, secrets.text(secretOf(role))));
    }

    private static void database(Connection connection, String database, String owner) throws SQLException {
        if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
            execute(connection, "create database %s owner %s".formatted(database, owner));
        }
        execute(connection, "revoke all on database " + database + " from public");
    }

    private static void schema(Connection connection, String schema) throws SQLException {
        execute(connection, "create schema if not exists %s authorization %1$s_owner".formatted(schema));
        for (String kind : KINDS) {
            String role = schema + "_" + kind;
            execute(connection, "grant connect on database " + DATABASE + " to " + role);
            execute(connection, "grant usage on schema " + schema + " to " + role);
            execute(connection, "alter role " + role + " in database " + DATABASE + " set search_path = " + schema);
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", user);
        properties.put("password", password);
        properties.put("connectTimeout", "5");
        properties.put("loginTimeout", "5");
        return DriverManager.getConnection(url, properties);
    }
}
