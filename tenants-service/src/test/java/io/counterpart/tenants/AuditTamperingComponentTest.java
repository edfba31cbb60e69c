package io.counterpart.tenants;

import static io.counterpart.tenants.fixture.Platform.as;
import static io.counterpart.tenants.fixture.Platform.member;
import static io.counterpart.tenants.fixture.Platform.tenant;
import static org.hamcrest.Matchers.equalTo;

import io.counterpart.tenants.fixture.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditTamperingComponentTest {

    @ConfigProperty(name = "counterpart.database.port")
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update tenants.audit set actor = 'person:nobody' where sequence = 2 and tenant = '%s'",
                "delete from tenants.audit where sequence = 2 and tenant = '%s'",
            })
    void whoeverChangesTheAuditBehindOurBackIsFoundOut(String tampering) throws SQLException {
        // Given
        String tenant = tenant();
        String owner = member(tenant, "owner");
        as(owner).put("/api/v1/devices/a").then().statusCode(201);
        as(owner).put("/api/v1/devices/b").then().statusCode(201);
        as(owner).get("/api/v1/audit/verification").then().body("whole", equalTo(true));

        // When
        try (Connection superuser = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/counterpart", "postgres", PostgresResource.PASSWORD);
                Statement statement = superuser.createStatement()) {
            statement.executeUpdate(tampering.formatted(tenant));
        }

        // Then
        as(owner).get("/api/v1/audit/verification").then().statusCode(200).body("whole", equalTo(false));
    }
}
