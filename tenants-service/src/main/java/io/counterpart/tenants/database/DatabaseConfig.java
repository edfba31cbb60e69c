package io.counterpart.tenants.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where PostgreSQL is, and the passwords of our three roles there. */
@ConfigMapping(prefix = "counterpart.database")
interface DatabaseConfig {

    @WithDefault("127.0.0.1")
    String host();

    @WithDefault("5432")
    int port();

    @WithDefault("counterpart")
    String name();

    /** Of {@code tenants_owner}, which runs the migrations and nothing else. */
    String ownerPassword();

    /** Of {@code tenants_app}, which works inside one tenant at a time. */
    String appPassword();

    /** Of {@code tenants_control}, which works on what spans tenants. */
    String controlPassword();
}
