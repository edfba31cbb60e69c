package io.counterpart.tenants.database;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flywaydb.core.Flyway;

/** Brings the schema {@code tenants} to this version before anything else starts, as the one who owns it. */
@ApplicationScoped
class Migrations {

    private static final String SCHEMA = "tenants";

    private final DatabaseConfig config;

    @Inject
    Migrations(DatabaseConfig config) {
        this.config = config;
    }

    void run(@Observes @Priority(1) StartupEvent starting) {
        String url = "jdbc:postgresql://%s:%d/%s".formatted(config.host(), config.port(), config.name());
        Flyway.configure(Thread.currentThread().getContextClassLoader())
                .dataSource(url, "tenants_owner", config.ownerPassword())
                .defaultSchema(SCHEMA)
                .createSchemas(false)
                .load()
                .migrate();
    }
}
