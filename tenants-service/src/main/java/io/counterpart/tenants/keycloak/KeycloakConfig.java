package io.counterpart.tenants.keycloak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where Keycloak is, and how this service shows it who it is. */
@ConfigMapping(prefix = "counterpart.keycloak")
interface KeycloakConfig {

    /** One host string everywhere: the tokens' issuer follows it. */
    @WithDefault("http://localhost:8180")
    String url();

    /** Of the client {@code tenants-service}, whose service account manages the realm. */
    String clientSecret();
}
