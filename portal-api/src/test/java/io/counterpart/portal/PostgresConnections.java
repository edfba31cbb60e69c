package io.counterpart.portal;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Ways into the test's database beside the service's own. */
public final class PostgresConnections {

    private PostgresConnections() {}

    private static String url() {
        return ConfigProvider.getConfig().getValue("test.postgres.url", String.class);
    }

    public static Connection superuser() throws SQLException {
        return PostgresResource.superuser(url());
    }

    public static Connection as(String role) throws SQLException {
        return PostgresResource.as(url(), role);
    }
}
