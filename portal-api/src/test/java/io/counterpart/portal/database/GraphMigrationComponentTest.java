package io.counterpart.portal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.portal.PostgresConnections;
import io.counterpart.portal.Surrounded;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What was written before there was a graph is its first revision. */
@Surrounded
class GraphMigrationComponentTest {

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static String url() {
        return setting("test.postgres.url") + "_before";
    }

    private static void migrate(String target) {
        Flyway.configure()
                .dataSource(url(), "portal_owner", setting("counterpart.database.owner-password"))
                .defaultSchema("portal")
                .createSchemas(false)
                .target(target)
                .load()
                .migrate();
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection as(String role) throws SQLException {
        String password = role.equals("portal_app") ? "app" : "owner";
        return DriverManager.getConnection(url(), role, setting("counterpart.database." + password + "-password"));
    }

    @Test
    void twinsAndTypesOfEarlierAreThereWithWhatTheyInherit() throws SQLException {
        try (Connection superuser = PostgresConnections.superuser()) {
            execute(superuser, "create database counterpart_before owner portal_owner");
        }
        try (Connection owner = as("portal_owner")) {
            execute(owner, "create schema portal", "grant usage on schema portal to portal_app, portal_control");
        }
        migrate("2");
        try (Connection app = as("portal_app")) {
            app.setAutoCommit(false);
            execute(
                    app,
                    "select set_config('app.tenant', 'old', true)",
                    type("A", ""),
                    type("B", "\"extends\":\"A\","),
                    type("C", "\"extends\":[\"B\",{\"@id\":\"D\",\"@type\":\"Interface\"}],"),
                    type("D", ""),
                    type("E", "\"comment\":\"\\u0000\",\"extends\":\"A\","),
                    "insert into portal.twin(id, type, in_group, name, revision) values ('x', 'C', 'g', 'n', 0)");
            app.commit();
        }

        migrate("3");

        try (Connection app = as("portal_app")) {
            app.setAutoCommit(false);
            execute(app, "select set_config('app.tenant', 'old', true)");
            TreeSet<String> found = new TreeSet<>();
            try (Statement statement = app.createStatement();
                    ResultSet rows = statement.executeQuery("""
                            select type || '<' || ancestor || revision from portal.twin_type_ancestor
                            union all select id || ':' || type || revision from portal.twin_version
                            union all select 'graph' || revision from portal.graph
                            union all select 'now' || portal.lock_graph()""")) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            assertEquals(new TreeSet<>(List.of("B<A1", "C<A1", "C<B1", "C<D1", "x:C1", "graph1", "now1")), found);
            execute(app, "update portal.twin set name = 'm', revision = 1");
            app.commit();
            execute(app, "select set_config('app.tenant', 'other', true)");
            try (Statement statement = app.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from portal.twin")) {
                assertTrue(rows.next());
                assertEquals(0, rows.getLong(1));
            }
        }
    }

    private static String type(String id, String members) {
        return "insert into portal.twin_type(id, path, version, document) values ('%1$s', '%1$s', '0', '{%2$s\"@id\":\"%1$s\"}')"
                .formatted(id, members);
    }
}
