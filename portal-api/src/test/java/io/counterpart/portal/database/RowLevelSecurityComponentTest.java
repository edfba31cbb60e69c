package io.counterpart.portal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.portal.PostgresConnections;
import io.counterpart.portal.Surrounded;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Surrounded
class RowLevelSecurityComponentTest {

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void everyTableWithATenantForcesRowLevelSecurityAndHasAPolicy() throws SQLException {
        try (Connection superuser = PostgresConnections.superuser()) {
            long tables = number(superuser, """
                    select count(*) from information_schema.columns where table_schema = 'portal' and column_name = 'tenant'""");
            long guarded = number(superuser, """
                    select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname = 'portal' and c.relkind = 'r' and c.relrowsecurity and c.relforcerowsecurity
                    and exists (select 1 from pg_policy p where p.polrelid = c.oid)""");
            assertEquals(10, tables);
            assertEquals(tables, guarded);
        }
    }

    @Test
    void whoNamesNoTenantFindsAndWritesNothing() throws SQLException {
        try (Connection app = PostgresConnections.as("portal_app")) {
            app.setAutoCommit(false);
            execute(
                    app,
                    "select set_config('app.tenant', 'rls-a', true)",
                    "insert into portal.twin(id, type, in_group, name, revision) values ('x', 't', 'g', 'n', 0)");
            app.commit();
            assertEquals(0, number(app, "select count(*) from portal.twin"));
            app.rollback();
            execute(app, "select set_config('app.tenant', 'rls-b', true)");
            assertEquals(0, number(app, "select count(*) from portal.twin where id = 'x'"));
            assertThrows(
                    SQLException.class,
                    () -> execute(
                            app,
                            "insert into portal.twin(tenant, id, type, in_group, name, revision) values ('rls-a', 'y', 't', 'g', 'n', 0)"));
        }
    }

    @Test
    void whoNamesAnotherTenantFindsNothingOfItsGraph() throws SQLException {
        try (Connection app = PostgresConnections.as("portal_app")) {
            app.setAutoCommit(false);
            execute(
                    app,
                    "select set_config('app.tenant', 'rls-c', true)",
                    "insert into portal.twin(id, type, in_group, name, revision) values ('x', 't', 'g', 'n', 0)",
                    "insert into portal.twin_type(id, path, version, document) values ('t', 't', '0', '{}')",
                    "insert into portal.twin_type_ancestor(type, ancestor) values ('t', 'a')",
                    "insert into portal.relationship(source, name, target, properties, revision) values ('x', 'is', 'x', '{}', 0)");
            app.commit();
            for (String table :
                    new String[] {"twin_version", "relationship_version", "relationship", "twin_type_ancestor", "graph"
                    }) {
                execute(app, "select set_config('app.tenant', 'rls-c', true)");
                assertEquals(1, number(app, "select count(*) from portal." + table), table);
                execute(app, "select set_config('app.tenant', 'rls-d', true)");
                assertEquals(0, number(app, "select count(*) from portal." + table), table);
                app.rollback();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from portal.outbox",
                "delete from portal.twin",
                "update portal.twin_type set document = ''",
                "alter table portal.twin disable row level security",
                "truncate portal.twin",
                "insert into portal.erased_tenant(tenant) values ('rls-a')",
                "select set_config('app.tenant', 'rls-a', false), portal.erase_tenant_rows()",
                "delete from portal.relationship",
                "update portal.relationship set target = ''",
                "insert into portal.twin_version(id, revision, known_at, type, in_group, name, removed) values ('x', 1, 1, 't', 'g', 'n', false)",
                "update portal.twin_version set name = ''",
                "update portal.relationship_version set removed = false",
                "update portal.graph set revision = 0",
                "insert into portal.twin_type_ancestor(type, ancestor, revision) values ('t', 'a', 0)",
                "select portal.graph_revision_of_this_write()",
                "delete from portal.command",
                "update portal.command set requested_by = ''",
            })
    void theApplicationMayDoNoMoreThanItNeeds(String forbidden) throws SQLException {
        try (Connection app = PostgresConnections.as("portal_app")) {
            assertThrows(SQLException.class, () -> execute(app, forbidden));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1 from portal.twin",
                "select 1 from portal.twin_type",
                "select 1 from portal.relationship",
                "select 1 from portal.twin_version",
                "select 1 from portal.relationship_version",
                "select 1 from portal.twin_type_ancestor",
                "select 1 from portal.graph",
                "select payload from portal.command",
                "select requested_by from portal.command",
                "update portal.command set device = ''",
                "select portal.lock_graph()",
                "update portal.outbox set topic = ''",
                "delete from portal.erased_tenant",
                "select portal.erase_tenant_rows()",
            })
    void theRelaysRoleReachesTheOutboxOnly(String forbidden) throws SQLException {
        try (Connection control = PostgresConnections.as("portal_control")) {
            assertThrows(SQLException.class, () -> execute(control, forbidden));
            assertFalse(number(control, "select count(*) from portal.outbox") < 0);
        }
    }
}
