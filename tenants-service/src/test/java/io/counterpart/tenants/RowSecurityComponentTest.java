package io.counterpart.tenants;

import static io.counterpart.tenants.fixture.Platform.as;
import static io.counterpart.tenants.fixture.Platform.member;
import static io.counterpart.tenants.fixture.Platform.tenant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.tenants.fixture.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself holds to, whatever the code above it does. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RowSecurityComponentTest {

    private static final String TENANTS_OWN_TABLES = "'member','api_key','device','device_credential','audit'";

    @ConfigProperty(name = "counterpart.database.port")
    int port;

    @Test
    void everyTableThatTheApplicationReachesForcesRowSecurity() throws SQLException {
        // When
        List<String> open = ask("postgres", """
                select distinct c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'tenants' and c.relkind in ('r', 'p')
                and (has_table_privilege('tenants_app', c.oid, 'select, insert, update, delete')
                     or has_any_column_privilege('tenants_app', c.oid, 'select, insert, update'))
                and not (c.relrowsecurity and c.relforcerowsecurity)
                """);

        // Then
        assertEquals(List.of(), open);
    }

    @Test
    void theApplicationsRolesOwnNothingAndPassNoPolicyBy() throws SQLException {
        assertEquals(
                List.of(),
                ask(
                        "postgres",
                        "select rolname from pg_roles where rolname in ('tenants_app', 'tenants_control', 'tenants_owner')"
                                + " and (rolsuper or rolbypassrls)"));
        assertEquals(
                List.of(),
                ask(
                        "postgres",
                        "select relname from pg_class where pg_get_userbyid(relowner) in ('tenants_app', 'tenants_control')"));
    }

    @Test
    void theControlRoleReachesNoneOfTheTenantsOwnTables() throws SQLException {
        assertEquals(
                List.of(),
                ask(
                        "postgres",
                        "select relname from pg_class where relname in (" + TENANTS_OWN_TABLES + ")"
                                + " and has_table_privilege('tenants_control', oid, 'select, insert, update, delete, truncate')"));
    }

    @Test
    void theApplicationReachesNoTableThatSpansTenants() throws SQLException {
        assertEquals(
                List.of("audit", "device", "device_credential", "api_key", "member").stream()
                        .sorted()
                        .toList(),
                ask(
                        "postgres",
                        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                + " where n.nspname = 'tenants' and c.relkind = 'r'"
                                + " and has_table_privilege('tenants_app', c.oid, 'select') order by 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "api_key", "device", "device_credential", "audit"})
    void withoutATenantThereAreNoRows(String table) throws SQLException {
        // Given
        String owner = member(tenant(), "owner");
        as(owner).put("/api/v1/devices/a").then().statusCode(201);
        as(owner)
                .body("{\"kind\":\"token\"}")
                .post("/api/v1/devices/a/credentials")
                .then()
                .statusCode(201);
        as(owner)
                .body("{\"name\":\"k\",\"roles\":[\"viewer\"]}")
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201);

        // Then
        assertTrue(Integer.parseInt(
                        ask("postgres", "select count(*) from tenants." + table).getFirst())
                > 0);
        assertEquals(List.of("0"), ask("tenants_app", "select count(*) from " + table));
        assertEquals(List.of("0"), ask("tenants_owner", "select count(*) from " + table));
    }

    @Test
    void aTenantSeesItsRowsAndWritesNoOthers() throws SQLException {
        // Given
        String one = tenant();
        as(member(one, "owner")).put("/api/v1/devices/a").then().statusCode(201);
        String other = tenant();
        as(member(other, "owner")).put("/api/v1/devices/a").then().statusCode(201);

        // Then
        assertEquals(List.of(one), within(one, "select distinct tenant from device"));
        assertEquals(
                List.of("0"),
                within(
                        one,
                        "with d as (delete from device where tenant = '" + other
                                + "' returning 1) select count(*) from d"));
        assertThrows(
                SQLException.class,
                () -> within(one, "insert into outbox (tenant, lane, task) values ('" + other + "', 'access', '{}')"));
        assertThrows(SQLException.class, () -> within(one, "update device set tenant = '" + other + "'"));
        assertThrows(SQLException.class, () -> within(one, "select count(*) from outbox"));
        assertThrows(SQLException.class, () -> within(one, "delete from audit"));
        assertThrows(SQLException.class, () -> within(one, "update audit set actor = 'nobody'"));
        assertThrows(SQLException.class, () -> within(one, "select erase_tenant_rows()"));
    }

    private List<String> within(String tenant, String sql) throws SQLException {
        return ask("tenants_app", "select set_config('app.tenant', '" + tenant + "', false)", sql);
    }

    /** The first column of the last statement's rows. */
    private List<String> ask(String role, String... statements) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/counterpart", role, PostgresResource.PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                values.clear();
                if (statement.execute(sql)) {
                    ResultSet rows = statement.getResultSet();
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
        }
        return values;
    }
}
