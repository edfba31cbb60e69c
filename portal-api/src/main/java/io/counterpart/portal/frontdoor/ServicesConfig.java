package io.counterpart.portal.frontdoor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The services behind the front door. */
@ConfigMapping(prefix = "counterpart.services")
public interface ServicesConfig {

    /** Where tenants-service listens. */
    @WithDefault("http://127.0.0.1:8081")
    URI tenantsUrl();

    /** Where ingest listens. */
    @WithDefault("http://127.0.0.1:8082")
    URI ingestUrl();

    /** How long to wait for a connection. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long a service may be silent in the middle of an answer. */
    @WithDefault("30s")
    Duration answerTimeout();

    /** How many connections to one service are kept; more requests wait. */
    @WithDefault("64")
    int connectionsMax();

    /** How many requests wait for a connection; more are answered with 503. */
    @WithDefault("512")
    int waitingMax();

    /** How long the services' part of the OpenAPI document is kept. */
    @WithDefault("60s")
    Duration openapiKept();
}
